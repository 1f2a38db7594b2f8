"""The demonstration study by `sbatch`, on two nodes, and what is made of it afterwards."""
import unittest

from event_log import read_rows
from slurm_test import SlurmTest

# The demonstration's structure, for a fraction of its time.
CHEAPER = ["data.samples_per_class=60", "training.epochs=2", "replicate=2"]
TWO_NODES = ["--nodes=2", "--ntasks-per-node=2"]
TRIALS = 78  # 3 noise levels x (4 architectures on everything, 3 on each of 3 reductions) x 2 replicates


class Submitting(SlurmTest):
    def run_demo(self, launcher):
        self.slurm.use_launcher(launcher)
        results = f"{launcher}.h5"
        sweep = self.submit("sweep.sbatch", "studies/demo.yaml", "--out", results, *CHEAPER, options=TWO_NODES)
        collect = self.submit("collect.sbatch", results, options=[f"--dependency=afterany:{sweep}"])
        self.ended(sweep, seconds=500)
        history = self.nothing_lost_or_repeated(results, TRIALS)
        self.assertEqual(history.interrupted(), [])
        self.assertEqual([(event["ranks"], event["job"], event["done"]) for event in history.runs()], [(5, str(sweep), 0)])
        hosts = {row["host"].decode() for row in history.rows.values()}
        self.assertEqual(hosts, {"n1", "n2"})
        self.assertEqual({int(row["first_rank"]) for row in history.rows.values()}, {1, 2, 3, 4})

        self.ended(collect)
        folder = self.slurm.outside(f"{launcher}-collected")
        table = (folder / "table.csv").read_text()
        self.assertIn("pca_logistic", table)
        self.assertEqual(self.slurm.gridsweep("table", results, "--format", "csv").stdout, table)
        self.assertTrue((folder / "accuracy-vs-reduction.pdf").read_bytes().startswith(b"%PDF"))
        self.assertTrue((folder / "accuracy-vs-reduction.png").read_bytes().startswith(b"\x89PNG"))

    def test_both_launchers(self):
        tables = []
        for launcher in ("mpirun", "srun"):
            with self.subTest(launcher):
                self.run_demo(launcher)
                rows = read_rows(self.slurm.outside(f"{launcher}.h5"))
                tables.append({name: (row["test_accuracy"], row["test_auc"]) for name, row in rows.items()})
        self.assertEqual(*tables)


if __name__ == "__main__":
    unittest.main()
