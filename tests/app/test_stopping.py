"""Asked to stop by a signal or the time limit: everything ends in time, whatever it does at that moment."""
import os
import shutil
import signal
import time
import unittest

from launched import SLACK, STOPPED, StoppingTest, send

# Its fit is a single step that takes longer than these tests wait: so many samples of more numbers than that.
LONG_STEP = ["model.architecture=pca_logistic", "data.samples_per_class=3000", "cube.frequencies=48", "cube.waiting_times=11",
             "replicate=1"]


class TimeLimits(StoppingTest):
    def test_that_make_no_sense(self):
        for words, complaint in ((["--time-limit", "30"], "must be longer, or run.stop_seconds shorter"),
                                 (["--time-limit", "soon"], "must be a time like 90 (seconds), 45m, 1.5h")):
            done = self.call("run", self.study, "--out", self.out, *words)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(complaint, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)
            self.assertFalse(self.out.exists())

    def test_the_time_limit(self):
        # It starts what can be checkpointed, and is over in time.
        start = time.monotonic()
        run = self.go("--time-limit", "4s", "run.stop_seconds=1", "run.checkpoint_after_minutes=10", "training.epochs=1000")
        self.stopped(run, "the time limit of 4s")
        self.assertLess(time.monotonic() - start, 4 + 3 + SLACK)  # 3: until the program has come to look at its clock
        self.assertEqual(len(self.checkpoints()), 1)

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
        self.assertLess(time.monotonic() - since, seconds + 2 + SLACK, run.said())

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
