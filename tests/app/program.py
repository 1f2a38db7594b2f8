"""Runs gridsweep for the tests, in a folder of their own."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import pandas

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from small_cube import SMALL_CUBE

GRIDSWEEP = os.environ["GRIDSWEEP"]
MPIEXEC = os.environ.get("MPIEXEC", "mpirun")
STUDIES = pathlib.Path(__file__).parents[2] / "studies"

# A whole study in a few seconds: the demonstration's structure on a very small cube.
SMALL_STUDY = """
name: small
seed: 7
settings:
""" + SMALL_CUBE + """\
  data.samples_per_class: 40
  training.epochs: 2
  training.batch: 24
  training.learning_rate: 0.001
factors:
  data.snr: [20, 0]
  data.sampling: [full, every-2]
  model.architecture: [teacher, student, distilled, linear, mlp, pca_logistic]
  replicate: 2
exclude:
  - {model.architecture: teacher, data.sampling: every-2}
"""


class ProgramTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, text, name="study.yaml"):
        path = self.folder / name
        path.write_text(text)
        return path

    def call(self, *words, ranks=None, timeout=300):
        command = [GRIDSWEEP, *map(str, words)]
        if ranks:
            command = [MPIEXEC, "-n", str(ranks), "--oversubscribe", *command]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=timeout)

    def succeed(self, *words, **options):
        done = self.call(*words, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


def trials(path):
    """The records as a table, indexed by trial."""
    with h5py.File(path, "r") as file:
        table = pandas.DataFrame(file["trials"][:])
    for column in table.select_dtypes(object):
        table[column] = table[column].str.decode("utf-8")
    return table.set_index("id").sort_index()


def curve(path, name):
    """[trial, epoch], in the order of trials()."""
    with h5py.File(path, "r") as file:
        order = file["trials"]["id"].argsort()
        return file["curves"][name][:][order]
