"""What tests of the scripts in slurm/ have in common: a cluster for each class, and studies for it."""
import contextlib
import os
import pathlib
import sys
import unittest

from cluster import Cluster
from event_log import History
from machine_room import Unavailable

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from small_cube import SMALL_CUBE

# Trials of a second or two, kept after every epoch: long enough to be met in the middle of one.
STUDY = """
name: faults
seed: 7
settings:
""" + SMALL_CUBE + """\
  data.samples_per_class: 10
  training.batch: 4
  training.learning_rate: 0.001
  run.team_size: 1
  run.checkpoint_after_minutes: 0
  run.stop_seconds: 5
factors:
  training.epochs: [EPOCHS]
  model.architecture: [student]
  replicate: REPLICATES
"""
NO_SLURM = "no private SLURM here: "  # what CTest knows a skipped test by
STARTED_WITHIN = 10  # seconds


def study(replicates, epochs=50):
    return STUDY.replace("EPOCHS", str(epochs)).replace("REPLICATES", str(replicates))


@contextlib.contextmanager
def unless_unavailable():
    """Skips what can't be tested on this machine, unless GRIDSWEEP_TEST_SLURM=required."""
    try:
        yield
    except Unavailable as why:
        if os.environ.get("GRIDSWEEP_TEST_SLURM") == "required":
            raise
        raise unittest.SkipTest(NO_SLURM + str(why)) from None


class SlurmTest(unittest.TestCase):
    CLUSTER = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with unless_unavailable():
            cls.slurm = cls.enterClassContext(Cluster(**cls.CLUSTER))

    def submit(self, script, *words, options=(), **environment):
        """`sbatch [options] slurm/SCRIPT words…`"""
        return self.slurm.sbatch(*options, f"slurm/{script}", *words, **environment)

    def write(self, name, text):
        self.slurm.outside(name).write_text(text)
        return name

    def ended(self, job, state="COMPLETED", seconds=240):
        found = self.slurm.wait_for_end(job, seconds)
        self.assertEqual(found, state, self.slurm.report())

    def history(self, results):
        return History(self.slurm.outside(results), self.slurm.outside(results + ".events"))

    def nothing_lost_or_repeated(self, results, trials):
        history = self.history(results)
        self.assertEqual(len(history.rows), trials)
        self.assertEqual((history.left(), history.lost(), history.repeated(), history.unaccounted()), ([], [], [], []))
        return history
