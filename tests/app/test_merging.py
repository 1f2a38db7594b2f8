"""Shares of a grid, each run into a file of its own, become the file that a single run makes."""
import fcntl
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zlib

import h5py

from launched import LaunchedTest
from program import GRIDSWEEP, SMALL_STUDY, trials

TRIALS = 20  # with the two teachers that the factors don't give
STUDY = SMALL_STUDY.replace("teacher, student", "student").replace("data.snr: [20, 0]", "data.snr: [20]").split("exclude:")[0] + """
exclude:
  - {model.architecture: distilled, data.sampling: full}
"""
WELLS = """
task: wells
settings:
  plate.readouts: 12
  plate.responding: 5
  data.readout: all
  model.architecture: pca_logistic
"""


def rewritten(path, identity, accuracy):
    """Another result for a complete trial, with a checksum that fits: docs/results-file.md."""
    with h5py.File(path, "r+") as file:
        rows = file["trials"]
        index = [row.decode() for row in rows["id"]].index(identity)
        row = rows[index:index + 1]
        row["test_accuracy"], row["checksum"] = accuracy, 0
        checksum = zlib.crc32(row.tobytes())
        arrays = [file["curves"][name] for name in
                  ("train_loss", "train_accuracy", "test_loss", "test_accuracy", "validation_loss", "validation_accuracy")
                  if row["curve_epochs"][0]]
        arrays += [file["predictions"][name] for name in ("logits", "label", "split") if row["samples"][0]]
        for array in arrays:
            checksum = zlib.crc32(array[index].tobytes(), checksum)
        row["checksum"] = checksum
        rows[index:index + 1] = row


class Merging(LaunchedTest):
    @classmethod
    def setUpClass(cls):
        """A run of the whole study and three of its shares: alone, and on ranks."""
        cls.made = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.made)
        (cls.made / "study.yaml").write_text(STUDY)
        for words in (["--out", "whole.h5"], ["--share", "1/3"], ["--share", "2/3", "--out", "2.h5"]):
            subprocess.run([GRIDSWEEP, "run", "study.yaml", *words], cwd=cls.made, check=True, capture_output=True)

    def setUp(self):
        super().setUp()
        for path in self.made.iterdir():
            shutil.copy(path, self.folder)
        self.study = self.folder / "study.yaml"
        self.whole = self.folder / "whole.h5"

    def refused(self, *words):
        done = self.call(*words)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        return done.stderr

    def test_shares_merged_are_the_whole_study(self):
        self.succeed("run", self.study, "--share", "3/3", "--out", "3.h5", "run.team_size=1", ranks=3)
        shares = [trials(self.folder / name) for name in ("small.1-of-3.h5", "2.h5", "3.h5")]
        self.assertEqual(sum(map(len, shares)), TRIALS)
        self.assertIn(f"{len(shares[1])} of {len(shares[1])} trials done", self.succeed("status", "2.h5"))
        for share in shares:
            distilled, teachers = (share[share["model.architecture"] == name] for name in ("distilled", "teacher"))
            self.assertLessEqual(set(distilled.replicate), set(teachers.replicate))
            self.assertEqual(len(distilled), len(teachers))  # no teacher is trained twice
        said = self.succeed("merge", "3.h5", "small.1-of-3.h5", "2.h5", "--out", "merged.h5")
        self.assertIn(f"merged.h5: {TRIALS} of {TRIALS} trials complete", said)
        merged = self.folder / "merged.h5"
        self.same_records(merged, self.whole)
        with h5py.File(merged) as file, h5py.File(self.whole) as whole, h5py.File(self.folder / "3.h5") as third:
            self.assertEqual(list(file["trials"]["id"]), list(whole["trials"]["id"]))
            self.assertEqual(file["trials"].dtype, whole["trials"].dtype)
            self.assertEqual(third.attrs["share"], "3/3")
            self.assertNotIn("share", file.attrs)
            self.assertEqual(file.attrs["study"], whole.attrs["study"])
        for form in ("text", "csv"):
            self.assertEqual(self.succeed("table", "merged.h5", "--format", form), self.succeed("table", "whole.h5", "--format", form))
        self.assertIn(f"{TRIALS} whole", self.succeed("check", "merged.h5"))
        self.assertIn(f"{TRIALS} done already", self.succeed("run", self.study, "--out", "merged.h5"))
        self.assertEqual(list(self.folder.glob("*.lock")), [])

    def test_what_is_missing_is_named_and_run(self):
        done = self.call("merge", "small.1-of-3.h5", "2.h5", "--out", "merged.h5")
        self.assertEqual(done.returncode, 75, done.stdout + done.stderr)
        held = len(trials(self.folder / "small.1-of-3.h5")) + len(trials(self.folder / "2.h5"))
        self.assertIn(f"merged.h5: {held} of {TRIALS} trials complete", done.stdout)
        self.assertIn(f"{TRIALS - held} trials in none of the files:\n  data.snr=20, data.sampling=", done.stdout)
        self.assertIn("gridsweep run STUDY --out merged.h5 completes it", done.stdout)
        self.assertEqual(self.call("status", "merged.h5", "--exit-code").returncode, 75)
        self.assertIn(f"{held} done already", self.succeed("run", self.study, "--out", "merged.h5"))
        self.same_records(self.folder / "merged.h5", self.whole)

    def test_status_of_a_share(self):
        for words, status in (([], 75), (["--share", "2/3"], 0), (["--share", "1/3"], 75)):
            done = self.call("status", "2.h5", "--exit-code", "--study", self.study, *words)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertIn("give --study", self.refused("status", "2.h5", "--share", "2/3"))

    def test_a_share_grows_to_the_whole_study(self):
        before = trials(self.folder / "2.h5")
        said = self.succeed("run", self.study, "--out", "2.h5")
        self.assertIn(f"{len(before)} trials kept, {TRIALS - len(before)} new, 0 no longer wanted", said)
        self.same_records(self.folder / "2.h5", self.whole)
        # And not back again: the trials of the other shares would be gone from it.
        content = (self.folder / "2.h5").read_bytes()
        self.assertIn(f"2.h5: has {TRIALS - len(before)} trials that are not of share 2/3",
                      self.refused("run", self.study, "--out", "2.h5", "--share", "2/3"))
        self.assertEqual((self.folder / "2.h5").read_bytes(), content)

    def test_wrong_shares_are_refused(self):
        for wrong in ("4/3", "0/3", "2", "a/b"):
            self.assertIn(f"--share is '{wrong}': must be K/N", self.refused("run", self.study, "--out", "x.h5", "--share", wrong))
        self.assertIn("at most 18 shares", self.refused("run", self.study, "--out", "x.h5", "--share", "19/20"))
        self.assertIn("trials that are not of share 1/3", self.refused("run", self.study, "--out", "2.h5", "--share", "1/3"))
        self.assertFalse((self.folder / "x.h5").exists())

    def test_conflicts_are_named(self):
        shutil.copy(self.folder / "2.h5", self.folder / "again.h5")
        table = trials(self.folder / "2.h5")
        identity = table.index[table["model.architecture"] != "noop"][0]
        rewritten(self.folder / "again.h5", identity, 0.125)
        self.assertIn("0 torn", self.succeed("check", "again.h5"))
        said = self.refused("merge", "2.h5", "again.h5", "--out", "merged.h5")
        row = table.loc[identity]
        self.assertRegex(said, rf"data.snr=20, .*model.architecture={row['model.architecture']}, replicate={row.replicate:.0f}: "
                               r"2.h5 \(test accuracy 0\.\d+\) or again.h5 \(test accuracy 0.125\)")
        self.assertIn("gridsweep: 1 result differs", said)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()),
                         ["2.h5", "again.h5", "small.1-of-3.h5", "study.yaml", "whole.h5"])
        for first, second, accuracy in (("2.h5", "again.h5", row.test_accuracy), ("again.h5", "2.h5", 0.125)):
            done = self.call("merge", first, second, "--out", f"of-{first}", "--prefer-first")
            self.assertEqual(done.returncode, 75, done.stdout + done.stderr)
            self.assertIn(f"rather than {second}", done.stderr)
            self.assertEqual(trials(self.folder / f"of-{first}").loc[identity].test_accuracy, accuracy)

    def test_into_a_file_that_is_there(self):
        self.call("merge", "2.h5", "--out", "merged.h5")
        with open(self.folder / "merged.h5.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertIn("is writing it now", self.refused("merge", "small.1-of-3.h5", "--out", "merged.h5"))
        done = self.call("merge", "small.1-of-3.h5", "--out", "merged.h5")  # keeps what it has
        self.assertEqual(done.returncode, 75)
        both = trials(self.folder / "merged.h5").query("state == 2").index
        self.assertEqual(set(both), {*trials(self.folder / "2.h5").index, *trials(self.folder / "small.1-of-3.h5").index})
        self.succeed("merge", "merged.h5", "whole.h5", "./whole.h5", "--out", "merged.h5")
        self.same_records(self.folder / "merged.h5", self.whole)

    def test_other_studies_are_refused(self):
        self.succeed("run", self.study, "--out", "other.h5", "seed=8", "model.architecture=linear")
        said = self.refused("merge", "2.h5", "other.h5", "--out", "merged.h5")
        self.assertRegex(said, r"^gridsweep: other.h5: has 4 of 4 trials that the study of 2.h5 does not want, such as data.snr=20, ")
        self.assertIn("missing --out", self.refused("merge", "2.h5"))
        self.assertIn("missing FILE", self.refused("merge", "--out", "merged.h5"))
        self.assertFalse((self.folder / "merged.h5").exists())

    def test_failed_trials_are_merged_and_said(self):
        words = ["training.learning_rate=1e38,0.001", "training.clip_value=inf", "data.sampling=full", "replicate=1",
                 "model.architecture=linear"]
        statuses = {self.call("run", self.study, "--share", f"{k}/2", "--out", f"f{k}.h5", *words).returncode for k in (1, 2)}
        self.assertEqual(statuses, {0, 3})
        done = self.call("merge", "f1.h5", "f2.h5", "--out", "failed.h5")
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("failed.h5: 1 of 2 trials complete, 1 failed", done.stdout)
        self.assertIn("not finite", self.succeed("status", "failed.h5"))

    def test_wells(self):
        study = self.write(WELLS)
        self.succeed("run", study, "--out", "plate.h5")
        for k in (1, 2):
            self.succeed("run", study, "--share", f"{k}/2", "--out", f"plate{k}.h5")
        said = self.succeed("merge", "plate2.h5", "plate1.h5", "--out", "merged.h5")
        self.assertIn("merged.h5: 10 of 12 trials complete, 2 pruned", said)
        self.assertEqual(self.succeed("table", "merged.h5"), self.succeed("table", "plate.h5"))
        whole = trials(self.folder / "plate.h5")
        self.same_records(self.folder / "merged.h5", self.folder / "plate.h5", rows=whole[whole.state == 2].index)
        self.assertIn("12 done already", self.succeed("run", study, "--out", "merged.h5"))


if __name__ == "__main__":
    unittest.main()
