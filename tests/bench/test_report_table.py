"""bench/report_table: the numbers against closed forms and a statistics book's, on files made here."""
import importlib.machinery
import importlib.util
import pathlib
import subprocess
import tempfile
import unittest

import h5py
import numpy

SCRIPT = pathlib.Path(__file__).parents[2] / "bench/report_table"
LOADER = importlib.machinery.SourceFileLoader("report_table", str(SCRIPT))
report_table = importlib.util.module_from_spec(importlib.util.spec_from_loader("report_table", LOADER))
LOADER.exec_module(report_table)

WAITING, COMPLETE, FAILED = 0, 2, 4
ROW = [("id", "S16"), ("state", "u1"), ("data.snr", "f8"), ("model.architecture", "S16"), ("data.sampling", "S16"), ("replicate", "f8"),
       ("test_accuracy", "f8"), ("test_samples", "f8"), ("data_reduction", "f8")]


class Intervals(unittest.TestCase):
    def test_students_t(self):  # tables of the t distribution
        for degrees, quantile in {1: 12.706205, 2: 4.302653, 4: 2.776445, 9: 2.262157, 30: 2.042272}.items():
            self.assertAlmostEqual(report_table.t_975(degrees), quantile, places=5)

    def test_wilson(self):  # the roots of (p - share)² = z² p (1 - p) / n
        for share, samples in [(0.9575, 400), (0.5, 10), (1.0, 400)]:
            for bound in report_table.wilson(share, samples):
                self.assertAlmostEqual((bound - share) ** 2, 1.959963984540054**2 * bound * (1 - bound) / samples)

    def test_over_replicates(self):  # mean 0.95, standard deviation 0.01, n = 3
        low, high, how = report_table.interval([0.94, 0.95, 0.96], 400)
        self.assertEqual(how, "t")
        self.assertAlmostEqual(high - 0.95, 4.302653 * 0.01 / 3**0.5, places=6)
        self.assertAlmostEqual(0.95 - low, high - 0.95)

    def test_verdict(self):
        self.assertEqual(report_table.verdict(0.9575, (0.95, 0.96)), "yes")
        self.assertEqual(report_table.verdict(0.9575, (0.97, 0.98)), "no, but the intervals overlap")
        self.assertEqual(report_table.verdict(0.9575, (0.99, 1.00)), "no")


class Table(unittest.TestCase):
    def table(self, rows):
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/results.h5"
            with h5py.File(path, "w", userblock_size=4096) as file:
                file["trials"] = numpy.array([(b"", *row[:3], b"every-10", *row[3:]) for row in rows], ROW)
            said = subprocess.run([SCRIPT, path], capture_output=True, text=True, check=True).stdout
        return [[cell.strip() for cell in line.split("|")[1:-1]] for line in said.splitlines()[2:]]

    def test_a_file_that_is_half_done(self):
        nan = float("nan")
        lines = self.table([
            (COMPLETE, 2, b"student", 0, 0.83, 400, 95.9), (COMPLETE, 2, b"student", 1, 0.84, 400, 95.9),
            (FAILED, 2, b"student", 2, 0.10, 400, 95.9), (WAITING, 2, b"student", 3, nan, nan, nan),
            (COMPLETE, 100, b"teacher", 0, 0.9575, 400, 1), (WAITING, 100, b"teacher", 1, nan, nan, nan),
            (WAITING, 100, b"distilled", 0, nan, nan, nan), (COMPLETE, 100, b"pca_logistic", 0, 0.99, 400, 95.9)])
        self.assertEqual([line[:2] for line in lines], [["100", "teacher"], ["100", "distilled"], ["100", "pca_logistic"],
                                                        ["2", "student"]])
        teacher, distilled, baseline, student = lines
        self.assertEqual(teacher[2:], ["1", "1 of 2", "95.75", "93.3 … 97.3", "Wilson", "95.75 (93.3 … 97.3)", "yes"])
        self.assertEqual(distilled[3:7], ["0 of 1", "–", "–", "–"])
        self.assertTrue(distilled[7].startswith("96.5 "))  # the report's student
        self.assertEqual(baseline[7:], ["–", "–"])
        self.assertEqual(student[3:7], ["2 of 4", "83.50", "77.1 … 89.9", "t"])  # 12.706 · 0.00707 / √2 = 6.35 points
        self.assertEqual(student[8], "yes")

    def test_another_file_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/other.h5"
            with h5py.File(path, "w") as file:
                file["trials"] = numpy.zeros(1, [("id", "S16"), ("state", "u1")])
            done = subprocess.run([SCRIPT, path], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("report-table.yaml", done.stderr)
        self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
