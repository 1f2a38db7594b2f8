"""A gridsweep run that goes on in the background: its ranks can be found, signalled and cleared away."""
import os
import pathlib
import re
import signal
import subprocess
import time
import uuid

import h5py
import numpy
import pandas

from program import GRIDSWEEP, MPIEXEC, SMALL_STUDY, ProgramTest, trials

# Sanitizers take their time, also while a process starts and ends: seconds to add to what a bound allows.
SLACK = 15 if "ASAN_OPTIONS" in os.environ else 0

MARKER = "GRIDSWEEP_TEST_RUN"
PATIENCE = 120  # seconds until something that must happen is given up: far more than it takes
SAME_METRICS = ["test_accuracy", "test_auc", "test_f1", "test_loss", "train_accuracy", "train_auc", "train_loss",
                "test_samples", "parameters", "data_reduction", "epochs"]


class Launched:
    """`gridsweep run …`, alone or under mpirun. Use as a context: no process outlives it."""

    def __init__(self, words, folder, ranks=None, launcher=(), environment=(), **popen):
        self.marker = uuid.uuid4().hex
        command = [GRIDSWEEP, "run", *map(str, words)]
        if ranks:
            command = [MPIEXEC, *launcher, "-n", str(ranks), "--oversubscribe", *command]
        # A file, not a pipe: what outlives the launcher would hold a pipe open.
        self.log = pathlib.Path(folder, f"output-{self.marker}.txt")
        with open(self.log, "wb") as log:
            self.launcher = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder,
                                             env={**os.environ, **dict(environment), MARKER: self.marker}, **popen)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes():
            send(process, signal.SIGKILL)
        if self.launcher.poll() is None:
            self.launcher.kill()
        self.launcher.wait()

    def said(self):
        return self.log.read_text(errors="replace")

    def processes(self):
        """Process id -> rank, of those that run gridsweep."""
        found = {}
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                surroundings = pathlib.Path("/proc", entry, "environ").read_bytes()
                if f"{MARKER}={self.marker}".encode() not in surroundings:
                    continue
                if not os.path.samefile(f"/proc/{entry}/exe", GRIDSWEEP):
                    continue
            except OSError:  # it ended meanwhile
                continue
            rank = re.search(rb"OMPI_COMM_WORLD_RANK=(\d+)", surroundings)
            found[int(entry)] = int(rank.group(1)) if rank else 0
        return found

    def rank(self, wanted):
        return next(process for process, rank in self.processes().items() if rank == wanted)

    def signal(self, number):
        """To the launcher; alone that is the program."""
        self.launcher.send_signal(number)
        return time.monotonic()

    def until(self, happened, what):
        """Waits for something that must happen while the run goes on."""
        end = time.monotonic() + PATIENCE
        while not happened():
            if self.launcher.poll() is not None:
                raise AssertionError(f"ended with {self.launcher.returncode} before {what}: {self.said()}")
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}: {self.said()}")
            time.sleep(0.01)
        return self

    def wait(self):
        """The exit status."""
        try:
            return self.launcher.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise AssertionError("does not end: " + self.said()) from None


def send(process, number):
    try:
        os.kill(process, number)
    except ProcessLookupError:
        pass


# The small study's data; every test has factors of its own.
WITHOUT_FACTORS = SMALL_STUDY[:SMALL_STUDY.index("factors:")]


class LaunchedTest(ProgramTest):
    def launch(self, *words, **options):
        return self.enterContext(Launched(words, self.folder, **options))

    def same_records(self, path, reference, rows=None):
        """Bit for bit: metrics, curves and predictions of `rows` (trial ids; all of the reference by default)."""
        table, wanted = trials(path), trials(reference)
        rows = wanted.index if rows is None else rows
        self.assertTrue((table.loc[rows].state == 2).all(), table.loc[rows][["state", "message"]].to_string())
        pandas.testing.assert_frame_equal(table.loc[rows][SAME_METRICS], wanted.loc[rows][SAME_METRICS], check_exact=True)
        with h5py.File(path) as a, h5py.File(reference) as b:
            here = {identity.decode(): row for row, identity in enumerate(a["trials"]["id"])}
            there = {identity.decode(): row for row, identity in enumerate(b["trials"]["id"])}
            for group in ("curves", "predictions"):
                for name in b[group]:
                    for row in rows:
                        numpy.testing.assert_array_equal(a[group][name][here[row]], b[group][name][there[row]],
                                                         f"{group}/{name} of {row}")


STOPPED = 75
# Trials of some hundred steps: long enough to be met in the middle of one.
LONG_STUDY = WITHOUT_FACTORS.replace("data.samples_per_class: 40", "data.samples_per_class: 10") + """
factors:
  model.architecture: [student]
  training.epochs: [60]
  training.batch: [4]
  replicate: 2
"""
ALWAYS = "run.checkpoint_after_minutes=0"


class StoppingTest(LaunchedTest):
    def setUp(self):
        super().setUp()
        self.study = self.write(LONG_STUDY)
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
