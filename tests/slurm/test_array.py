"""A study as a job array of independent shares, merged."""
import unittest

from event_log import read_rows
from slurm_test import SlurmTest, study

SHARES, TRIALS = 3, 13
# What a record says of its circumstances; all else is the trial's result.
CIRCUMSTANCES = {"attempts", "incarnation", "host", "device", "first_rank", "team_size", "start_time", "wall_seconds",
                 "predicted_seconds", "checksum"}


def results_of(path):
    return {name: {field: str(value) for field, value in row.items() if field not in CIRCUMSTANCES}
            for name, row in read_rows(path).items()}


class Array(SlurmTest):
    CLUSTER = {"nodes": 2, "cpus": 3}

    def setUp(self):
        self.write("study.yaml", study(TRIALS))

    def shares(self, name):
        return [f"{name}.{share}-of-{SHARES}.h5" for share in range(1, SHARES + 1)]

    def submit_array(self, name):
        return self.submit("sweep-array.sbatch", "study.yaml", "--out", f"{name}.h5", options=[f"--array=1-{SHARES}", "--ntasks=2"])

    def collect(self, name, after):
        return self.submit("collect.sbatch", *self.shares(name), "--out", f"{name}.h5", options=[f"--dependency=afterany:{after}"])

    def tasks(self, array):
        return [f"{array}_{share}" for share in range(1, SHARES + 1)]

    def test_the_merged_table_is_that_of_a_single_job(self):
        array = self.submit_array("shares")
        collect = self.collect("shares", array)
        single = self.submit("sweep.sbatch", "study.yaml", "--out", "single.h5", options=["--nodes=2", "--ntasks=4"])
        self.ended(collect)
        self.ended(single)
        parts = [set(self.nothing_lost_or_repeated(share, len(read_rows(self.slurm.outside(share)))).rows)
                 for share in self.shares("shares")]
        self.assertTrue(all(parts))
        self.assertEqual(sum(map(len, parts)), TRIALS)
        tables = [self.slurm.gridsweep("table", f"{name}.h5").stdout for name in ("shares", "single")]
        self.assertIn("student", tables[0])
        self.assertEqual(*tables)
        self.assertEqual(results_of(self.slurm.outside("shares.h5")), results_of(self.slurm.outside("single.h5")))

    def test_a_task_that_is_stopped_requeues_itself_only(self):
        array = self.submit_array("stopped")
        tasks = self.tasks(array)
        results = self.slurm.outside(self.shares("stopped")[1])
        log = results.with_name(results.name + ".events")
        self.slurm.wait_for(lambda: log.exists() and '"started"' in log.read_text(), "a trial of the second share")
        self.slurm.succeed("scancel", "--signal=USR1", "--batch", tasks[1])
        self.slurm.wait_for(lambda: self.slurm.details(tasks[1]).get("Restarts") == "1", "its requeue")
        for task in tasks:
            self.ended(task)
        self.assertEqual([self.slurm.details(task)["Restarts"] for task in tasks], ["0", "1", "0"])
        for share, allocations in zip(self.shares("stopped"), (1, 2, 1)):
            history = self.nothing_lost_or_repeated(share, len(read_rows(self.slurm.outside(share))))
            self.assertEqual(len(history.runs()), allocations)
        self.assertTrue(self.history(self.shares("stopped")[1]).interrupted())


if __name__ == "__main__":
    unittest.main()
