"""Simulated plates tell which readouts follow the images: those are found, and no others."""
import csv
import io
import os
import statistics
import unittest

from cytokines import STUDY, truth
from program import ProgramTest

Q = 0.05  # what the table's verdict promises: docs/statistics.md
SEEDS = int(os.environ.get("SEEDS", 20))
ARCHITECTURE = os.environ.get("ARCHITECTURE", "pca_logistic")  # any other by hand: it takes longer
SETTINGS = os.environ.get("SETTINGS", "").split()  # such as training.epochs=30


class KnownAnswer(ProgramTest):
    def test_what_responds_is_found_and_nothing_else(self):
        study = self.write(STUDY)
        false_shares, found_shares = [], []
        for seed in range(SEEDS):
            settings = (f"seed={seed}", f"model.architecture={ARCHITECTURE}", "data.augmentation=none", *SETTINGS)
            self.succeed("simulate", study, "--out", f"plate{seed}", *settings)
            self.succeed("run", study, "--out", f"{seed}.h5", *settings)
            answer = truth(self.folder / f"plate{seed}")
            rows = csv.DictReader(io.StringIO(self.succeed("table", f"{seed}.h5", "--format", "csv")))
            found = {row["readout"] for row in rows if row["verdict"] == "predicted"}
            false = [readout for readout in found if not answer[readout]]
            false_shares.append(len(false) / max(1, len(found)))
            found_shares.append(sum(answer[readout] for readout in found) / sum(answer.values()))
        print(f"false discoveries {statistics.mean(false_shares):.3f} (q = {Q}), found {statistics.mean(found_shares):.2f}")
        self.assertLessEqual(statistics.mean(false_shares), Q)
        self.assertGreater(statistics.mean(found_shares), 0.5)


if __name__ == "__main__":
    unittest.main()
