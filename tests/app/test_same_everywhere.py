"""A trial gives the same record on any number of ranks, and rounding-close records on any team."""
import unittest

import numpy
import pandas

from program import SMALL_STUDY, ProgramTest, curve, trials

METRICS = ["test_accuracy", "test_auc", "test_f1", "test_loss", "train_accuracy", "train_auc", "train_loss",
           "test_samples", "parameters", "data_reduction", "epochs"]


# At rates far above the report's, rounding grows from step to step by itself.
SLOWLY = "training.learning_rate=0.0001"


class SameEverywhere(ProgramTest):
    def run_small(self, ranks, *overrides):
        out = self.folder / f"on{ranks}{len(list(self.folder.iterdir()))}.h5"
        self.succeed("run", self.write(SMALL_STUDY), "--out", out, SLOWLY, *overrides, ranks=ranks)
        table = trials(out)
        self.assertTrue((table.state == 2).all())
        return out, table

    def test_ranks_and_teams(self):
        alone_file, alone = self.run_small(1)
        for ranks in (3, 5):
            file, table = self.run_small(ranks, "run.team_size=1")
            pandas.testing.assert_frame_equal(table[METRICS], alone[METRICS], check_exact=True)
            numpy.testing.assert_array_equal(curve(file, "train_loss"), curve(alone_file, "train_loss"))
        for ranks, team in ((3, 2), (5, 4)):
            file, table = self.run_small(ranks, f"run.team_size={team}")
            closed_form = table["model.architecture"] == "pca_logistic"  # leaves more than one rank nothing to do
            self.assertTrue((table.team_size == numpy.where(closed_form, 1, team)).all())
            one, many = curve(alone_file, "train_loss"), curve(file, "train_loss")
            trained = ~numpy.isnan(one[:, 0])
            self.assertTrue(trained.any())
            numpy.testing.assert_allclose(many[trained, 0], one[trained, 0], rtol=1e-3)


if __name__ == "__main__":
    unittest.main()
