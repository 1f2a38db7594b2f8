"""bench/gpu-visit on CPUs at a tiny size: what it does, what it keeps, and what it says when parts fail or time is up."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).parents[2]
BUILD = os.environ["BUILD"]
TIME_WAS_UP = 75


class Visit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work, self.out = pathlib.Path(folder.name, "work"), pathlib.Path(folder.name, "out")

    def visit(self, step, status=0, **environment):
        done = subprocess.run([ROOT / "bench/gpu-visit", "--cpu", step], capture_output=True, text=True,
                              env={**os.environ, "WORK": str(self.work), "OUT": str(self.out), **environment})
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    def test_everything_once(self):
        self.visit("all")
        measured = (self.out / "measured.md").read_text()
        for part in ("training_step", "simulator", "all_reduce", "trials_per_hour"):
            self.assertRegex(measured, rf"(?m)^\| [-0-9]+ \| {part}: .*[0-9] .*\| `.*` \|$")
        self.assertIn("no measurements", measured)
        table = (self.out / "report-table.md").read_text()
        for model in ("teacher", "student", "distilled", "pca_logistic"):
            self.assertRegex(table, rf"\| 100 \| {model} \| [0-9]+ \| 2 of 2 \|")
        self.assertTrue((self.out / "students.h5").exists() and (self.out / "log.txt").exists())

        again = self.visit("bench")  # done parts are not done again
        self.assertEqual(len(re.findall("done before", again)), 4, again)
        self.assertEqual((self.out / "measured.md").read_text(), measured)

    def test_no_time_left(self):
        said = self.visit("bench", status=TIME_WAS_UP, VISIT_SECONDS="10")
        self.assertEqual(len(re.findall("left for the next call", said)), 4, said)

    def test_a_part_that_fails(self):
        program = f"{BUILD}/bin/gridsweep"
        said = self.visit("bench", status=1, BUILD=str(self.work), GRIDSWEEP=program)  # no benchmark is there
        self.assertEqual(re.findall(r"\*\* (\w+) FAILED", said), ["training_step", "simulator", "all_reduce"])
        self.assertIn("-- trials_per_hour: done", said)  # the others are run

    def test_the_study_is_gone_on_with(self):
        long = {"STUDENT_SETTINGS": "training.epochs=30000", "VISIT_SECONDS": "62", "TEACHER_SETTINGS": "training.epochs=1"}
        if os.environ.get("VISIT_TEST") != "long":
            self.skipTest("takes a minute: VISIT_TEST=long")
        self.visit("study", status=TIME_WAS_UP, **long)
        kept = sorted(path.name for path in (self.out / "students.h5.checkpoints").iterdir())
        self.assertTrue(kept)
        resumed = self.work.with_name("another")
        said = subprocess.run([ROOT / "bench/gpu-visit", "--cpu", "study"], capture_output=True, text=True,
                              env={**os.environ, "WORK": str(resumed), "OUT": str(resumed), "RESUME": str(self.out), **long})
        self.assertIn("from a checkpoint", (resumed / "log.txt").read_text(), said.stdout)


if __name__ == "__main__":
    unittest.main()
