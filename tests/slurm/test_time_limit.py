"""A study that takes three times as long as its job may: it completes by requeues alone."""
import math
import unittest

from cluster import GRIDSWEEP
from slurm_test import SlurmTest, study

LIMIT = 60.0  # seconds: the shortest that SLURM knows
WORKERS = 2
PROBE = 8  # trials that say how fast this machine is
MARGIN = 1.2  # for a machine that turns out faster than that


class TimeLimit(SlurmTest):
    CLUSTER = {"nodes": 1, "cpus": WORKERS}

    def seconds_per_trial(self):
        self.write("probe.yaml", study(PROBE))
        self.slurm.succeed("mpirun", "-n", str(1 + WORKERS), "--oversubscribe", GRIDSWEEP, "run", "probe.yaml", "--out", "probe.h5",
                           "--events", "probe.h5.events")
        return sum(event["time"] * {"begun": -1, "over": 1}.get(event["event"], 0)
                   for event in self.history("probe.h5").events) / PROBE

    def test_requeues_finish_it(self):
        trials = math.ceil(MARGIN * 3 * LIMIT / self.seconds_per_trial())
        self.write("study.yaml", study(trials))
        # SLURM gives the warning up to a minute early.
        job = self.submit("sweep.sbatch", "study.yaml", "--out", "results.h5",
                          options=["--time=1", "--signal=B:USR1@1", f"--ntasks={WORKERS}"])
        self.assertEqual(self.slurm.details(job)["TimeLimit"], "00:01:00")
        self.ended(job, seconds=1500)
        history = self.nothing_lost_or_repeated("results.h5", trials)
        restarts = int(self.slurm.details(job)["Restarts"])
        training = sum(event["time"] * {"begun": -1, "over": 1}.get(event["event"], 0) for event in history.events)
        print(f"{trials} trials, {training:.0f} s of training in {restarts + 1} allocations, "
              f"{len(history.interrupted())} trials interrupted")
        # What one job could not do in three time limits.
        self.assertGreaterEqual(restarts, 3)
        self.assertEqual(history.jobs(), [(str(job), restart) for restart in range(restarts + 1)])
        self.assertTrue(history.interrupted())
        # Every allocation but the last was left in time, by the program itself.
        self.assertEqual([event["status"] for event in history.events if event["event"] == "over"], [75] * restarts + [0])


if __name__ == "__main__":
    unittest.main()
