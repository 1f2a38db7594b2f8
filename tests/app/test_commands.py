"""What the commands that train nothing say."""
import pathlib
import re
import unittest

from program import SMALL_STUDY, STUDIES, ProgramTest

DOCS = pathlib.Path(__file__).parents[2] / "docs"


class Commands(ProgramTest):
    def test_models_have_the_report_s_counts(self):
        said = self.succeed("models")
        self.assertRegex(said, r"teacher +122,097,234 +122,093,746")
        self.assertRegex(said, r"student +11,725,042 +11,723,218")
        for name in ("distilled", "linear", "mlp", "pca_logistic", "noop"):
            self.assertRegex(said, rf"(?m)^{name} ")

    def test_help_and_version(self):
        said = self.succeed("--help")
        for command in ("run", "plan", "status", "table", "plot", "check", "merge", "simulate", "models"):
            self.assertRegex(said, rf"(?m)^  {command} ")
            self.assertIn("Usage: ", self.succeed(command, "--help"))
        self.assertRegex(self.succeed("--version"), r"(?s)gridsweep .*LibTorch .*CUDA .*NCCL .*MPI .*HDF5 ")

    def test_plan_counts_trials_and_prints_every_setting(self):
        said = self.succeed("plan", self.write(SMALL_STUDY), "--workers", "2")
        self.assertIn("small: 44 trials, 4 combinations excluded", said)
        self.assertRegex(said, r"distilled +8 +8 ")
        self.assertRegex(said, r"model.architecture +\(factor\)")
        self.assertRegex(said, r"training.batch +24 ")
        self.assertRegex(said, r"predicted time")

    def test_plan_says_how_trials_are_trained(self):
        study = self.write(SMALL_STUDY)
        said = self.succeed("plan", study)
        self.assertIn("\nrecipe report-2023, but training.epochs 2 (100), training.batch 24 (32), "
                      "training.learning_rate 0.001 (1e-06)\n", said)
        self.assertIn("\ndistillation: loss = 0.9 * 3^2 * KL(softmax(teacher/3) || softmax(student/3)) + 0.1 * cross-entropy, "
                      "mean over the batch\n", said)
        several = self.succeed("plan", study, "distill.temperature=1,3", "distill.scale=none", "recipe=torch-defaults")
        self.assertIn("\nrecipe torch-defaults, but distill.temperature 1 or 3 (3), distill.scale none (temperature-squared), ",
                      several)
        self.assertEqual(re.findall("distillation: loss = (.*)\n", several),
                         [f"0.9 * KL(softmax(teacher/{t}) || softmax(student/{t})) + 0.1 * cross-entropy, mean over the batch"
                          for t in (1, 3)])
        self.assertNotIn("distillation", self.succeed("plan", study, "model.architecture=student,linear"))

    def test_plan_with_recipes_as_a_factor(self):
        said = self.succeed("plan", self.write(SMALL_STUDY), "recipe=report-2023,torch-defaults")
        self.assertRegex(said, r"(?m)^recipe report-2023, but training.epochs 2 ")
        self.assertRegex(said, r"(?m)^recipe torch-defaults, but training.epochs 2 ")
        self.assertRegex(said, r"model.padding +\(recipe\)")
        self.assertRegex(said, r"training.epochs +2 ")

    def test_the_report_s_table_is_the_report_s_recipe(self):
        self.assertRegex(self.succeed("plan", STUDIES / "report-table.yaml"), r"(?m)^recipe report-2023$")

    def test_every_study_we_ship_can_be_planned(self):
        studies = sorted(STUDIES.glob("*.yaml"))
        self.assertGreaterEqual(len(studies), 3)
        for study in studies:
            with self.subTest(study.name):
                self.succeed("plan", study)

    def test_the_report_s_student_sees_every_tenth_point(self):
        said = self.succeed("plan", STUDIES / "report-table.yaml")
        self.assertRegex(said, r"student .* 95\.9\d? ")
        self.assertRegex(said, r"teacher .* 122\.1 .* 1 ")

    def test_every_setting_is_documented(self):
        documented = (DOCS / "studies.md").read_text()
        printed = re.findall(r"(?m)^  ([a-z_0-9]+(?:\.[a-z_0-9]+)?) +\S.* # ", self.succeed("plan", self.write(SMALL_STUDY)))
        self.assertGreater(len(printed), 40)
        for key in printed:
            self.assertIn(f"`{key}`", documented)


if __name__ == "__main__":
    unittest.main()
