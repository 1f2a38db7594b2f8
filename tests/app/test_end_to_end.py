"""A study file goes in; records, table, figure and checks come out; a second run repeats nothing."""
import io
import unittest

import numpy
import pandas

from program import SMALL_STUDY, ProgramTest, curve, trials


class EndToEnd(ProgramTest):

    def test_study_to_figure(self):
        study = self.write(SMALL_STUDY)
        out = self.folder / "results.h5"
        said = self.succeed("run", study, "--out", out, ranks=3)
        self.assertRegex(said, r"all 44 trials complete")
        table = trials(out)
        self.assertEqual(len(table), 44)
        self.assertTrue((table.state == 2).all())
        self.assertEqual((self.folder / "results.h5.lock").exists(), False)

        with self.subTest("the numbers are what the study says"):
            self.assertTrue((table.test_samples == 16).all())
            full = table[table["data.sampling"] == "full"]
            self.assertTrue((full.data_reduction == 1).all())
            self.assertTrue((table[table["data.sampling"] == "every-2"].data_reduction == 4).all())
            self.assertTrue(table.test_accuracy.between(0, 1).all())
            networks = table[~table["model.architecture"].isin(["pca_logistic"])]
            self.assertTrue((networks.epochs == 2).all())
            first = table[table.index == table.index[0]]
            self.assertEqual(len(first.host.iloc[0]) > 0, True)

        with self.subTest("the curves are there"):
            losses = curve(out, "train_loss")
            self.assertEqual(losses.shape, (44, 2))
            trained = (table["model.architecture"] != "pca_logistic").to_numpy()
            self.assertTrue(numpy.isfinite(losses[trained]).all())

        with self.subTest("the table is the mean over replicates"):
            csv = pandas.read_csv(io.StringIO(self.succeed("table", out, "--format", "csv")))
            self.assertEqual(len(csv), 22)
            keys = ["data.snr", "data.sampling", "model.architecture"]
            mean = table.groupby(keys).test_accuracy.mean()
            for _, row in csv.iterrows():
                self.assertAlmostEqual(row["mean"], mean[tuple(row[k] for k in keys)], places=12)

        with self.subTest("figure"):
            for suffix, magic in (("pdf", b"%PDF"), ("svg", b"<?xml"), ("png", b"\x89PNG")):
                figure = self.folder / f"figure.{suffix}"
                self.succeed("plot", out, "--figure", "accuracy-vs-reduction", "--out", figure)
                self.assertTrue(figure.read_bytes().startswith(magic))

        with self.subTest("status and check"):
            self.assertIn("44", self.succeed("status", out))
            self.assertIn("44", self.succeed("check", out))

        with self.subTest("the same line again repeats nothing"):
            def records():
                content = bytearray(out.read_bytes())
                content[1024:1056] = b""  # the number of the run: docs/results-file.md
                return content
            before = records()
            said = self.succeed("run", study, "--out", out, ranks=3)
            self.assertIn("44 done already", said)
            self.assertTrue(records() == before)

        with self.subTest("a grown study keeps what is done"):
            said = self.succeed("run", study, "--out", out, "replicate=3", "data.snr=20,0,5", ranks=3)
            self.assertRegex(said, r"44 trials kept, 55 new, 0 no longer wanted")
            grown = trials(out)
            self.assertEqual(len(grown), 99)
            kept = grown.loc[table.index]
            pandas.testing.assert_frame_equal(kept[table.columns.drop(["checksum"])].astype(table.drop(columns="checksum").dtypes),
                                              table.drop(columns="checksum"))

    def test_a_trial_whose_loss_explodes_is_recorded_and_the_sweep_goes_on(self):
        study = self.write(SMALL_STUDY)
        for ranks, team in ((3, 1), (3, 2)):
            out = self.folder / f"explode{team}.h5"
            done = self.call("run", study, "--out", out, "training.learning_rate=1e38,0.001", "training.clip_value=inf",
                             "data.snr=20", "data.sampling=full", "replicate=1", f"run.team_size={team}",
                             "model.architecture=linear,pca_logistic", ranks=ranks)
            self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
            table = trials(out)
            failed = table[table.state == 4]
            self.assertEqual(len(failed), 1)
            self.assertEqual(failed["training.learning_rate"].iloc[0], 1e38)
            self.assertIn("not finite", failed.message.iloc[0])
            self.assertTrue((table[table.state != 4].state == 2).all())
            self.assertIn("not finite", self.succeed("status", out))

    def test_a_file_of_spectra_trains_like_the_simulator(self):
        study = self.write(SMALL_STUDY)
        fixed = ["data.snr=20", "replicate=1", "model.architecture=linear,pca_logistic", "data.sampling=full"]
        spectra = self.folder / "spectra.h5"
        self.succeed("simulate", study, "--out", spectra, "data.snr=20", "replicate=1")
        self.succeed("run", study, "--out", "direct.h5", *fixed)
        self.succeed("run", study, "--out", "file.h5", *fixed[1:], "data.snr=inf", f"data.source={spectra}")
        direct, stored = trials(self.folder / "direct.h5"), trials(self.folder / "file.h5")
        for architecture in ("linear", "pca_logistic"):
            a = direct[direct["model.architecture"] == architecture].iloc[0]
            b = stored[stored["model.architecture"] == architecture].iloc[0]
            self.assertEqual(a.test_samples, b.test_samples)
            self.assertAlmostEqual(a.test_accuracy, b.test_accuracy, delta=0.13)


if __name__ == "__main__":
    unittest.main()
