"""Who sees which GPU: read from what each rank was started with. The GPUs are clones of /dev/null, so that training stays on
the CPU."""
import unittest

from slurm_test import SlurmTest, study

NODES, GPUS = 2, 2


class Gpus(SlurmTest):
    CLUSTER = {"nodes": NODES, "cpus": 2, "gpus": GPUS}

    def devices_of_ranks(self, launcher):
        self.slurm.use_launcher(launcher)
        self.write("study.yaml", study(replicates=40))
        job = self.submit("sweep.sbatch", "study.yaml", "--out", f"{launcher}.h5", "run.device=cpu",
                          options=[f"--nodes={NODES}", "--ntasks-per-node=1", f"--gpus-per-node={GPUS}"])
        ranks = self.slurm.wait_for(lambda: (found := self.slurm.ranks()) and len(found) == 1 + NODES * GPUS and found,
                                    "all ranks")
        self.slurm.run("scancel", job)
        self.slurm.wait_for_state(job, "CANCELLED")
        return sorted((rank.number, rank.node, rank.environment.get("CUDA_VISIBLE_DEVICES")) for rank in ranks)

    def check(self, launcher):
        coordinator, *workers = self.devices_of_ranks(launcher)
        self.assertEqual(coordinator, (0, "n1", ""))
        self.assertEqual([number for number, _, _ in workers], [1, 2, 3, 4])
        # Each GPU of each node belongs to one worker.
        self.assertEqual(sorted((node, devices) for _, node, devices in workers),
                         [("n1", "0"), ("n1", "1"), ("n2", "0"), ("n2", "1")])

    def test_by_mpirun(self):
        self.check("mpirun")

    def test_by_srun(self):
        self.check("srun")


if __name__ == "__main__":
    unittest.main()
