"""bench/measured_rows: what benchmarks print becomes rows of one table."""
import json
import pathlib
import subprocess
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "bench/measured_rows"


def rows_of(text):
    said = subprocess.run([SCRIPT, "speed", "bench a|b"], input=text, capture_output=True, text=True, check=True).stdout
    return [line.split(" | ", 2)[1:] for line in said.splitlines()]


class Rows(unittest.TestCase):
    def test_google_benchmark(self):
        text = "Running bench\n" + json.dumps({"context": {}, "benchmarks": [
            {"name": "step/cuda", "run_type": "iteration", "iterations": 3, "real_time": 2.13456, "cpu_time": 9.0,
             "time_unit": "ms", "samples_per_s": 15000.4},
            {"name": "teacher", "error_occurred": True, "error_message": "out of memory"}]}, indent=2)
        self.assertEqual(rows_of(text), [["speed: step/cuda", "2.135 ms, samples_per_s 1.5e+04 | `bench a\\|b` |"],
                                         ["speed: teacher", "failed: out of memory | `bench a\\|b` |"]])

    def test_tables(self):
        text = "words\n\n| model | sampling | s per epoch |\n|---|---|---|\n| student | full | 2.5 |\n| mlp | {parts: real} | – |\n" \
               "\n| workers | takes |\n|---|---|\n| 4 | 3 h |\n"
        self.assertEqual([row[0] for row in rows_of(text)], ["speed: student full", "speed: mlp {parts: real}", "speed: workers: 4"])
        self.assertEqual([row[1].split(" | ")[0] for row in rows_of(text)], ["s per epoch 2.5", "s per epoch –", "takes 3 h"])

    def test_nothing_measured(self):
        self.assertEqual(rows_of("Failed to match any benchmarks against regex: cuda\n"), [])


if __name__ == "__main__":
    unittest.main()
