"""A study that takes three times as long as its job may: it completes by requeues alone."""
import math
import unittest

from cluster import GRIDSWEEP
from slurm_test import SlurmTest, study

LIMIT = 60.0  # seconds: the shortest that SLURM knows
WORKERS = 2
PROBE = 8  # trials that say how fast this machine is
MARGIN = 1.2
TRIES = 3  # a machine that others use may turn out faster than it seemed


def seconds(history):
    """From the beginning of each run to its end."""
    return sum(event["time"] * {"begun": -1, "over": 1}.get(event["event"], 0) for event in history.events)


class TimeLimit(SlurmTest):
    CLUSTER = {"nodes": 1, "cpus": WORKERS}

    def seconds_per_trial(self):
        self.write("probe.yaml", study(PROBE))
        self.slurm.succeed("mpirun", "-n", str(1 + WORKERS), "--oversubscribe", GRIDSWEEP, "run", "probe.yaml", "--out", "probe.h5",
                           "--events", "probe.h5.events")
        return seconds(self.history("probe.h5")) / PROBE

    def run_study(self, trials):
        self.write("study.yaml", study(trials))
        # SLURM gives the warning up to a minute early.
        job = self.submit("sweep.sbatch", "study.yaml", "--out", f"of-{trials}.h5",
                          options=["--time=1", "--signal=B:USR1@1", f"--ntasks={WORKERS}"])
        self.assertEqual(self.slurm.details(job)["TimeLimit"], "00:01:00")
        self.ended(job, seconds=1200)
        history = self.nothing_lost_or_repeated(f"of-{trials}.h5", trials)
        restarts = int(self.slurm.details(job)["Restarts"])
        print(f"{trials} trials, {seconds(history):.0f} s of training in {restarts + 1} allocations, "
              f"{len(history.interrupted())} trials interrupted")
        self.assertEqual(history.jobs(), [(str(job), restart) for restart in range(restarts + 1)])
        self.assertTrue(history.interrupted())
        # Every allocation but the last was left in time, by the program itself.
        self.assertEqual([event["status"] for event in history.events if event["event"] == "over"], [75] * restarts + [0])
        return seconds(history)

    def test_requeues_finish_it(self):
        per_trial, took = self.seconds_per_trial(), 0
        for _ in range(TRIES):
            trials = math.ceil(MARGIN * 3 * LIMIT / per_trial)
            took = self.run_study(trials)
            if took >= 3 * LIMIT:
                break
            per_trial = took / trials
        self.assertGreaterEqual(took, 3 * LIMIT)


if __name__ == "__main__":
    unittest.main()
