"""Ranks that hang or die: the job ends within seconds and says who it was, and the same line again goes on."""
import os
import signal
import time
import unittest

from launched import SLACK, WITHOUT_FACTORS, LaunchedTest, send
from program import trials

STOPPED = 75
TRIAL = r"trial [0-9a-f]{16} \(row [01]\)"
STUDY = WITHOUT_FACTORS.replace("data.samples_per_class: 40", "data.samples_per_class: 20") + """
  run.checkpoint_after_minutes: 0
factors:
  model.architecture: [student]
  training.epochs: [EPOCHS]
  training.batch: [4]
  replicate: 2
"""


class Watchdog(LaunchedTest):
    def setUp(self):
        super().setUp()
        self.study = self.write(STUDY.replace("EPOCHS", "40"))
        self.out = self.folder / "results.h5"

    def training(self, *words, count, **options):
        """A run in the middle of `count` trials."""
        run = self.launch(self.study, "--out", self.out, *words, ranks=3, **options)
        kept = self.folder / "results.h5.checkpoints"
        return run.until(lambda: len(list(kept.glob("*.pt"))) >= count, "the first checkpoints")

    def ends(self, run, within):
        """Nothing of the run is left in time."""
        end = time.monotonic() + within + SLACK
        while run.launcher.poll() is None or run.processes():
            self.assertLess(time.monotonic(), end, f"{run.processes()} left: {run.said()}")
            time.sleep(0.02)

    def goes_on(self, *words, **options):
        said = self.succeed("run", self.study, "--out", self.out, *words, **options)
        self.assertRegex(said, r"\([12] from a checkpoint\)")
        table = trials(self.out)
        self.assertTrue((table.state == 2).all())
        self.assertTrue((table.attempts == 1).all(), "a rank's fate is no attempt of the trial")

    def test_a_rank_that_hangs(self):
        run = self.training("run.team_size=1", "run.silence_seconds=2", "training.epochs=10000", count=2)
        send(run.rank(1), signal.SIGSTOP)
        self.ends(run, within=10)
        self.assertEqual(run.launcher.returncode, STOPPED)
        self.assertRegex(run.said(), "gridsweep: rank 1 has been silent for [3-9] s in " + TRIAL)
        self.assertIn("run the same line again", run.said())

    def test_a_member_of_a_team_that_hangs(self):
        run = self.training("run.team_size=2", "run.silence_seconds=2", "training.epochs=10000", "replicate=1", count=1)
        send(run.rank(2), signal.SIGSTOP)
        self.ends(run, within=10)
        self.assertRegex(run.said(), "gridsweep: rank [12] .*" + TRIAL)

    def test_without_a_launcher_nobody_goes_on(self):
        run = self.training("run.team_size=1", count=2)
        send(run.launcher.pid, signal.SIGKILL)
        self.ends(run, within=3)
        self.goes_on()

    def test_a_member_of_a_team_that_dies(self):
        run = self.training("run.team_size=2", count=1, launcher=["--enable-recovery"])
        send(run.rank(2), signal.SIGKILL)
        self.ends(run, within=10)
        self.assertRegex(run.said(), "gridsweep: rank 2 is gone in the middle of " + TRIAL + ", and its team of 2 can't go on")
        self.goes_on("run.team_size=2", ranks=3)


if __name__ == "__main__":
    unittest.main()
