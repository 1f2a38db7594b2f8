"""The cytokine study from files: what is kept, what is said of it, what is refused."""
import csv
import shutil
import unittest

import h5py
import numpy

from cytokines import READOUTS, STUDY
from program import STUDIES, ProgramTest

def f1_of(said, labels):
    hits = int(numpy.sum(said & labels))
    return 2 * hits / (int(numpy.sum(said)) + int(numpy.sum(labels)))


class CytokineTest(ProgramTest):
    def simulated(self, *settings):
        study = self.write(STUDY)
        self.succeed("simulate", study, "--out", "plate", *settings)
        return study

    def records(self, name):
        with h5py.File(self.folder / name) as file:
            return {"trials": file["trials"][:], "samples": [s.decode() for s in file["predictions/sample"][:]],
                    "logits": file["predictions/logits"][:], "labels": file["predictions/label"][:],
                    "splits": file["predictions/split"][:]}


class FromFiles(CytokineTest):
    def test_records_are_what_the_wells_say(self):
        study = self.simulated()
        self.succeed("run", study, "--out", "files.h5", "data.source=plate", ranks=3)
        self.succeed("run", study, "--out", "memory.h5", "model.architecture=pca_logistic")
        files = self.records("files.h5")
        self.assertEqual(files["samples"][:2], ["simulated:A01", "simulated:A02"])
        self.assertEqual(len(files["samples"]), 96)
        with open(self.folder / "plate" / "readouts.csv", newline="") as table:
            rows = list(csv.DictReader(table))
        for row, trial in enumerate(files["trials"]):
            readout = trial["data.readout"].decode()
            if readout in READOUTS[-2:]:
                self.assertEqual(trial["state"], 3, "pruned")
                self.assertIn("wells", trial["message"].decode())
                continue
            self.assertEqual(trial["state"], 2)
            used = files["splits"][row] == 1
            self.assertTrue(numpy.all(files["splits"][row][~used] == 255))
            self.assertTrue(numpy.all(numpy.isnan(files["logits"][row][~used])))
            said = files["logits"][row][used, 1] > files["logits"][row][used, 0]
            labels = files["labels"][row][used] == 1
            self.assertAlmostEqual(trial["test_f1"], f1_of(said, labels), places=12)
            self.assertAlmostEqual(trial["test_accuracy"], numpy.mean(said == labels), places=12)
            self.assertAlmostEqual(trial["always_positive_f1"], f1_of(labels | True, labels), places=12)
            self.assertEqual(trial["test_samples"], numpy.sum(used))
            # Positive wells have the larger values, but for those between the thresholds of the two folds.
            values = numpy.array([{"<LLOD": -numpy.inf, ">ULOD": numpy.inf, "": numpy.nan}.get(r[readout]) if r[readout] in
                                  ("<LLOD", ">ULOD", "") else float(r[readout]) for r in rows])
            self.assertFalse(numpy.any(numpy.isnan(values[used])))
            middle = numpy.nanmedian(values)
            self.assertGreater(numpy.mean((values[used] > middle) == labels), 0.9)
            if trial["model.architecture"] == b"vit_linear":
                self.assertEqual(trial["message"], b"randomly initialised backbone")
        # The plate in memory and the plate in files are one plate.
        memory = self.records("memory.h5")
        chosen = files["trials"]["model.architecture"] == b"pca_logistic"
        numpy.testing.assert_array_equal(files["logits"][chosen], memory["logits"])

    def test_the_log_and_the_table_say_what_the_scores_can_not(self):
        study = self.simulated()
        log = self.succeed("run", study, "--out", "r.h5", "data.source=plate", "model.architecture=vit_linear",
                           "data.augmentation=none")
        self.assertIn("dropped, 2 of 12 readouts", log)
        self.assertIn("randomly initialised backbone", log)
        table = self.succeed("table", "r.h5")
        self.assertIn("andomly initialised backbone", table)
        self.assertIn("CXCL9 [MIG]: all wells have the same value", table)
        leaky = self.succeed("run", study, "--out", "l.h5", "model.architecture=pca_logistic", "data.augmentation=all",
                             "data.protocol=leaky-augment-then-split")
        self.assertIn("leaky protocol", leaky)
        self.assertIn("leaks", self.succeed("table", "l.h5"))
        for figure in ("ranked-f1", "plate-map", "learning-curves"):
            self.succeed("plot", "r.h5", "--figure", figure, "--out", "f.svg")

    def test_features_are_the_same_for_one_rank_and_for_many(self):
        study = self.write(STUDY)
        only = ("model.architecture=vit_linear", "data.readout=Activin A")
        self.succeed("run", study, "--out", "one.h5", *only)
        self.succeed("run", study, "--out", "team.h5", *only, "run.team_size=3", ranks=4)
        one = self.records("one.h5")["logits"]
        numpy.testing.assert_allclose(self.records("team.h5")["logits"], one, atol=1e-4)


    def test_networks_on_pictures_learn_from_files(self):
        study = self.simulated()
        self.succeed("run", study, "--out", "r.h5", "data.source=plate", "model.architecture=cnn_wide,cnn_deep",
                     "data.readout=APRIL/TNFSF13", "data.augmentation=none", ranks=3)
        for trial in self.records("r.h5")["trials"]:
            self.assertEqual(trial["state"], 2)
            self.assertEqual(trial["parameters"], {b"cnn_wide": 3936674, b"cnn_deep": 519010}[trial["model.architecture"]])
            self.assertEqual(trial["epochs"], 3)


    def test_a_slip_of_the_pen_loses_no_record(self):
        study = self.write("task: wells\nsettings:\n  plate.readouts: 6\n  plate.responding: 2\n"
                           "  data.readout: all\n  model.architecture: pca_logistic\n")
        self.succeed("run", study, "--out", "r.h5")
        log = self.succeed("run", study, "--out", "r.h5", "data.readout=Activin A")
        self.assertIn("5 no longer wanted (all as they were: r.h5.before-1)", log)
        self.assertEqual(len(self.records("r.h5.before-1")["trials"]), 6)
        self.assertIn("6 rows: 6 whole", self.succeed("check", "r.h5.before-1"))

    def test_a_channel_may_be_a_number_and_one_readout_has_its_table(self):
        study = self.simulated()
        self.succeed("run", study, "--out", "r.h5", "data.source=plate", "data.channel=1", "data.readout=Activin A",
                     "model.architecture=pca_logistic", "data.augmentation=none")
        self.assertRegex(self.succeed("table", "r.h5"), "Activin A .*(not shown|predicted)")
        self.succeed("plot", "r.h5", "--figure", "plate-map", "--out", "map.svg")

    def test_all_readouts_are_a_factor(self):
        study = self.write("task: wells\nsettings:\n  plate.readouts: 6\n  plate.responding: 2\n"
                           "  data.readout: all\n  model.architecture: pca_logistic\n")
        self.succeed("run", study, "--out", "r.h5")
        readouts = [trial["data.readout"].decode() for trial in self.records("r.h5")["trials"]]
        self.assertEqual(readouts, READOUTS[:6])


class Refusals(CytokineTest):
    def refuse(self, *words):
        done = self.call(*words)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_one_image_under_two_names(self):
        study = self.simulated()
        shutil.copy(self.folder / "plate" / "simulated_A03_s1_w1.tif", self.folder / "plate" / "simulated_C07_s1_w1.tif")
        line = self.refuse("run", study, "--out", "r.h5", "data.source=plate")
        self.assertIn("simulated_A03_s1_w1.tif", line)
        self.assertIn("simulated_C07_s1_w1.tif", line)
        self.assertFalse((self.folder / "r.h5").exists())

    def test_mistakes_are_named_before_any_training(self):
        study = self.simulated()
        source = "data.source=plate"
        self.assertIn("there is no readout 'IL-66'", self.refuse("plan", study, source, "data.readout=IL-66"))
        self.assertIn("nowhere", self.refuse("plan", study, "data.source=nowhere"))
        table = self.folder / "plate" / "readouts.csv"
        lines = table.read_text().splitlines()
        lines[4] = lines[4].replace(lines[4].split(",")[3], "lots", 1)
        table.write_text("\n".join(lines))
        self.assertRegex(self.refuse("plan", study, source), "readouts.csv:5: .*Activin A.*lots")
        self.assertIn("is a setting of task wells", self.refuse("plan", STUDIES / "demo.yaml", "data.readout=IL-6"))
        self.assertIn("model.weights", self.refuse("plan", study, "model.weights=none.npz"))


class Planned(CytokineTest):
    def test_the_whole_study_has_its_2500_fits(self):
        plan = self.succeed("plan", STUDIES / "cytokines.yaml", "--workers", "16")
        self.assertIn("1250 trials of 2500 fits", plan)
        for architecture in ("cnn_wide", "cnn_deep", "vit_linear", "vit_tuned", "vit_500k"):
            self.assertRegex(plan, rf"{architecture} +250 ")


if __name__ == "__main__":
    unittest.main()
