"""Each mistake gives one clear line and exit status 2, and nothing is written."""
import unittest

import h5py

from program import SMALL_STUDY, ProgramTest


class BadInput(ProgramTest):
    def refused(self, *words, says, ranks=None):
        before = sorted(p.name for p in self.folder.rglob("*"))
        done = self.call(*words, ranks=ranks)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        ours = [line for line in done.stderr.splitlines() if line.startswith("gridsweep: ")]
        self.assertEqual(len(ours), 1, done.stderr)
        if not ranks:
            self.assertEqual(done.stderr.strip(), ours[0], "nothing but the one line")
        for part in says:
            self.assertIn(part, ours[0])
        self.assertEqual(sorted(p.name for p in self.folder.rglob("*")), before, "something was written")

    def test_unknown_key(self):
        study = self.write("settings:\n  training.epoch: 3\n")
        self.refused("run", study, "--out", "x.h5", says=[":2", "unknown setting 'training.epoch'", "'training.epochs'"])

    def test_unknown_key_on_the_command_line(self):
        study = self.write(SMALL_STUDY)
        self.refused("run", study, "training.epoch=3", says=["training.epoch=3", "'training.epochs'"])

    def test_wrong_type(self):
        study = self.write("settings:\n  training.epochs: many\n")
        self.refused("run", study, says=[":2", "'many'", "whole number of at least 1"])

    def test_empty_grid(self):
        study = self.write("factors:\n  data.snr: [1, 2]\nexclude:\n  - {data.snr: 1}\n  - {data.snr: 2}\n")
        self.refused("run", study, says=["empty", "exclusions"])

    def test_missing_study(self):
        self.refused("run", "nowhere.yaml", says=["nowhere.yaml", "No such file"])

    def test_missing_data_file(self):
        study = self.write("settings:\n  data.source: nowhere.h5\n")
        self.refused("run", study, says=["nowhere.h5"])

    def test_missing_results_file(self):
        for command in (["status"], ["table"], ["check"], ["plot", "--figure", "accuracy-vs-reduction", "--out", "x.pdf"]):
            self.refused(command[0], "nowhere.h5", *command[1:], says=["nowhere.h5"])

    def test_unwritable_output(self):
        study = self.write(SMALL_STUDY)
        self.refused("run", study, "--out", "no/such/folder/x.h5", says=["no/such/folder/x.h5", "No such file"])

    def test_output_that_is_not_hdf5(self):
        study = self.write(SMALL_STUDY)
        other = self.write("precious notes\n", "notes.txt")
        self.refused("run", study, "--out", other, says=["notes.txt", "not"])
        self.assertEqual(other.read_text(), "precious notes\n")

    def test_output_that_is_another_program_s_hdf5(self):
        study = self.write(SMALL_STUDY)
        with h5py.File(self.folder / "other.h5", "w") as file:
            file["precious"] = 1
        self.refused("run", study, "--out", "other.h5", says=["other.h5", "not"])

    def test_results_of_another_study(self):
        noop = "settings:\n  model.architecture: noop\nfactors:\n  replicate: 2\n"
        self.succeed("run", self.write(noop), "--out", "x.h5")
        before = (self.folder / "x.h5").read_bytes()
        self.refused("run", self.write("seed: 99\n" + noop, "other.yaml"), "--out", "x.h5", says=["x.h5", "another study"])
        self.assertEqual((self.folder / "x.h5").read_bytes(), before)

    def test_settings_that_do_not_fit_together(self):
        study = self.write("settings:\n  cube.pump_times: 5\n  data.sampling: {pump_times: 9}\n")
        self.refused("run", study, says=["pump"])
        study = self.write("settings:\n  data.threshold_percent: 30\n  data.limit_percent: 20\n")
        self.refused("run", study, says=["limit"])

    def test_on_several_ranks_too(self):
        study = self.write("settings:\n  training.epoch: 3\n")
        self.refused("run", study, ranks=3, says=["'training.epochs'"])

    def test_command_line(self):
        self.refused("rnu", says=["no command 'rnu'", "'run'"])
        self.refused("run", says=["missing STUDY"])
        self.refused("run", "--ot", "x", says=["--ot"])
        self.refused("plan", self.write(SMALL_STUDY), "--workers", "0", says=["1 or more"])
        self.refused("plan", self.write(SMALL_STUDY), "--workers", "two", says=["two"])


if __name__ == "__main__":
    unittest.main()
