"""Stopped or killed in the middle of a trial: the same line again goes on, and nobody can tell from the records."""
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from launched import ALWAYS, LONG_STUDY, StoppingTest, send
from program import GRIDSWEEP, trials

ONE = "replicate=1"
TEAM_OF_TWO = [ONE, "run.team_size=2"]


class GoesOn(StoppingTest):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, folder)
        (folder / "study.yaml").write_text(LONG_STUDY)
        cls.undisturbed = folder / "alone.h5"
        subprocess.run([GRIDSWEEP, "run", "study.yaml", "--out", cls.undisturbed], cwd=folder, check=True,
                       capture_output=True)

    def test_alone(self):
        for number, count in ((signal.SIGTERM, 1), (signal.SIGINT, 1)):
            run = self.training()
            time.sleep(0.01 * number)  # into some epoch or other, of the first trial still
            run.signal(number)
            self.stopped(run, number.name)
            self.assertIn("0 of 2 trials are done", run.said())
            self.assertEqual(len(self.checkpoints()), count)
            self.assertRegex(self.succeed("status", self.out), r"0 of 2 trials done.*\n +waiting +2")
        self.assertIn("(1 from a checkpoint)", self.finish(reference=self.undisturbed))

    def test_ranks(self):
        run = self.training("run.team_size=1", count=2, ranks=3)
        run.signal(signal.SIGUSR1)  # mpirun passes it on
        self.stopped(run, "SIGUSR1")
        self.assertIn("stopping (SIGUSR1): 2 running trials are checkpointed", run.said())
        self.assertEqual(len(self.checkpoints()), 2)
        said = self.finish("run.team_size=1", ranks=3, reference=self.undisturbed)
        self.assertIn("(2 from a checkpoint)", said)

    def test_a_team_of_two(self):
        undisturbed = self.folder / "team.h5"
        self.succeed("run", self.study, "--out", undisturbed, *TEAM_OF_TWO, ranks=3)
        run = self.training(*TEAM_OF_TWO, ranks=3)
        run.signal(signal.SIGUSR1)
        self.stopped(run, "SIGUSR1")
        self.assertIn("(1 from a checkpoint)", self.finish(*TEAM_OF_TWO, ranks=3, reference=undisturbed))
        self.assertTrue((trials(self.out).team_size == 2).all())

    def test_killed(self):
        run = self.training("run.team_size=1", count=2, ranks=3)
        for process in [run.launcher.pid, *run.processes()]:
            send(process, signal.SIGKILL)
        run.wait()
        self.assertEqual(len(self.checkpoints()), 2)
        said = self.finish(ALWAYS, reference=self.undisturbed)
        self.assertIn("(2 from a checkpoint)", said)

    def test_checkpoints_that_are_of_no_use(self):
        run = self.training("run.team_size=1", count=2, ranks=3)
        run.signal(signal.SIGUSR1)
        self.stopped(run, "SIGUSR1")
        first, second = (path.read_bytes() for path in self.checkpoints())
        middle = len(first) // 2
        for what, contents in {"cut short": (first[:middle], b""),
                               "damaged": (first[:middle] + bytes([first[middle] ^ 1]) + first[middle + 1:], b"nonsense"),
                               "of another trial": (second, first)}.items():
            with self.subTest(what):
                out = self.folder / f"{what}.h5"
                shutil.copy(self.out, out)
                kept = self.folder / f"{what}.h5.checkpoints"
                kept.mkdir()
                for path, content in zip(self.checkpoints(), contents):
                    (kept / path.name).write_bytes(content)
                self.succeed("run", self.study, "--out", out)
                self.same_records(out, self.undisturbed)
                self.assertFalse(kept.exists())

    def test_before_the_first_step(self):
        run = self.go()
        run.until(self.out.exists, "there is a file")
        run.signal(signal.SIGTERM)
        self.stopped(run, "SIGTERM")
        self.finish(reference=self.undisturbed)


class InTheMiddleOfAnEvaluation(StoppingTest):
    def test_nothing_is_lost(self):
        # One step an epoch, and all the rest of the time is spent on the test samples.
        words = [ONE, "training.batch=100", "data.train_fraction=0.02", "data.samples_per_class=300",
                 "training.epochs=10"]
        undisturbed = self.folder / "undisturbed.h5"
        self.succeed("run", self.study, "--out", undisturbed, *words)
        run = self.training(*words)
        run.signal(signal.SIGTERM)
        self.stopped(run, "SIGTERM")
        self.finish(*words, reference=undisturbed)


if __name__ == "__main__":
    unittest.main()
