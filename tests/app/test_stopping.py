"""Stopped by a signal or the time limit, or killed: the same line again goes on, and nobody can tell from the records."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from launched import WITHOUT_FACTORS, LaunchedTest, send
from program import GRIDSWEEP, trials

STOPPED = 75
# Trials of some hundred steps: long enough to be met in the middle of one.
STUDY = WITHOUT_FACTORS.replace("data.samples_per_class: 40", "data.samples_per_class: 20") + """
factors:
  model.architecture: [student]
  training.epochs: [60]
  training.batch: [4]
  replicate: 2
"""
ONE = "replicate=1"
TEAM_OF_TWO = [ONE, "run.team_size=2"]
ALWAYS = "run.checkpoint_after_minutes=0"
# Its fit is a single step that takes longer than these tests wait.
LONG_STEP = ["model.architecture=pca_logistic", "data.samples_per_class=2500", ONE]


class StoppingTest(LaunchedTest):
    def setUp(self):
        super().setUp()
        self.study = self.write(STUDY)
        self.out = self.folder / "results.h5"
        self.kept = self.folder / "results.h5.checkpoints"

    def go(self, *words, **options):
        return self.launch(self.study, "--out", self.out, *words, **options)

    def checkpoints(self):
        return sorted(self.kept.glob("*.pt"))

    def training(self, *words, count=1, **options):
        """A run in the middle of `count` trials: an epoch of each is behind it."""
        before = {path: path.stat().st_mtime_ns for path in self.checkpoints()}
        run = self.go(ALWAYS, *words, **options)

        def kept():
            return [path for path in self.checkpoints() if path.stat().st_mtime_ns != before.get(path)]
        return run.until(lambda: len(kept()) == count, "the first checkpoints")

    def stopped(self, run, reason):
        self.assertEqual(run.wait(), STOPPED, run.said())
        self.assertIn(f"stopped: {reason}", run.said())
        self.assertIn("run the same line again", run.said())

    def finish(self, *words, reference, **options):
        """The same line again: it completes the study, with the records of an undisturbed run."""
        said = self.succeed("run", self.study, "--out", self.out, *words, **options)
        self.same_records(self.out, reference)
        self.assertTrue((trials(self.out).attempts == 1).all())
        self.assertFalse(self.kept.exists())
        return said


class GoesOn(StoppingTest):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, folder)
        (folder / "study.yaml").write_text(STUDY)
        cls.undisturbed = folder / "alone.h5"
        subprocess.run([GRIDSWEEP, "run", "study.yaml", "--out", cls.undisturbed], cwd=folder, check=True,
                       capture_output=True)

    def test_alone(self):
        for number, count in ((signal.SIGTERM, 1), (signal.SIGINT, 1)):
            run = self.training()
            time.sleep(0.05 * number)  # into some epoch or other
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

    def test_the_time_limit(self):
        # It starts what can be checkpointed, and is over in time.
        start = time.monotonic()
        run = self.go("--time-limit", "4s", "run.stop_seconds=1", "run.checkpoint_after_minutes=10", "training.epochs=1000")
        self.stopped(run, "the time limit of 4s")
        self.assertLess(time.monotonic() - start, 4 + 3)  # 3: until the program has come to look at its clock
        self.assertEqual(len(self.checkpoints()), 1)


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


class TimeLimits(StoppingTest):
    def test_that_make_no_sense(self):
        for words, complaint in ((["--time-limit", "30"], "must be longer, or run.stop_seconds shorter"),
                                 (["--time-limit", "soon"], "must be a time like 90 (seconds), 45m, 1.5h")):
            done = self.call("run", self.study, "--out", self.out, *words)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(complaint, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)
            self.assertFalse(self.out.exists())

    def test_of_slurm(self):
        words = ["training.epochs=1000", "run.stop_seconds=1"]
        end = {"SLURM_JOB_ID": "4711", "SLURM_JOB_END_TIME": str(int(time.time()) + 4)}
        squeue = self.write("#!/bin/sh\n[ \"$*\" = '-h -j 4711 -o %L' ] && echo 0:03\n", "squeue")
        squeue.chmod(0o755)
        asked = {"SLURM_JOB_ID": "4711", "PATH": f"{self.folder}:{os.environ['PATH']}"}
        for environment in (end, asked):
            environment = {"SLURM_JOB_END_TIME": "", **environment}
            run = self.go(*words, environment=environment)
            self.stopped(run, "the end of SLURM job 4711")
            self.assertIn("0 of 2 trials are done", run.said())


class TheBound(StoppingTest):
    """What does not come to a point to stop at is ended all the same."""

    def in_a_long_step(self, *words):
        run = self.go(*LONG_STEP, *words)
        run.until(lambda: "to run on" in run.said(), "the first trial")
        time.sleep(1)  # it makes its samples, and then fits
        return run

    def bounded(self, run, since, seconds):
        self.assertEqual(run.wait(), STOPPED, run.said())
        self.assertLess(time.monotonic() - since, seconds + 2, run.said())

    def test_a_step_that_is_longer(self):
        run = self.in_a_long_step("run.stop_seconds=2")
        self.bounded(run, run.signal(signal.SIGTERM), 2)
        self.assertRegex(run.said(), "rank 0 on .*, trial .*: did not come to a point to stop at within 2 s")
        self.assertIn("waiting", self.succeed("status", self.out))

    def test_a_second_interrupt_leaves_at_once(self):
        run = self.in_a_long_step()
        run.signal(signal.SIGINT)
        time.sleep(0.2)
        self.assertIsNone(run.launcher.poll())
        self.bounded(run, run.signal(signal.SIGINT), 0)

    def test_a_rank_that_does_not_listen(self):
        limit = 8  # the training goes on for longer than that
        endless = ["training.epochs=10000", "run.team_size=1", "run.stop_seconds=2"]
        for words, reason in (([], "a signal"), (["--time-limit", limit], "the time limit")):
            with self.subTest(reason):
                start = time.monotonic()
                run = self.training(*endless, *words, count=2, ranks=3)
                send(run.rank(2), signal.SIGSTOP)
                if words:
                    self.bounded(run, start, limit + 2)  # 2: until the program has come to look at its clock
                else:
                    self.bounded(run, run.signal(signal.SIGUSR1), 2)
                self.assertRegex(run.said(), r"rank 0 .* waiting for rank 2 in trial [0-9a-f]{16} \(row [01]\): did not come "
                                             "to a point to stop at within 2 s")
                self.out.unlink()
                shutil.rmtree(self.kept)


if __name__ == "__main__":
    unittest.main()
