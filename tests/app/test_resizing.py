"""Ranks that have nothing else to do join a long trial: it keeps its state and goes on with them."""
import unittest

import numpy as np
from program import ProgramTest, curve, trials
from small_cube import SMALL_CUBE

COMPLETE = 2
# The first trial takes the better part of a minute alone. The others fail after a step, which no plan foresees.
EPOCHS = 150
STUDY = f"""
name: resizing
seed: 7
settings:
{SMALL_CUBE}\
  data.samples_per_class: 400
  data.snr: 20
  model.architecture: student
  training.epochs: {EPOCHS}
  training.batch: 32
factors:
  training.learning_rate: [0.0003, 1.0e+30, 2.0e+30, 3.0e+30]
"""


class Resizing(ProgramTest):
    def test_idle_ranks_join(self):
        out = self.folder / "w.h5"
        study = self.write(STUDY)
        self.assertRegex(self.succeed("plan", study, "--workers", "2"), "widest team +1\\b")
        done = self.call("run", study, "--out", out, "--progress", "none", ranks=3, timeout=550)
        self.assertRegex(done.stdout, "3 of 4 trials failed", done.stderr)
        records = trials(out)
        complete = records.state == COMPLETE
        self.assertEqual(complete.sum(), 1)
        self.assertEqual(records.team_size[complete].tolist(), [2], "it began alone")
        self.assertEqual(records.epochs[complete].tolist(), [EPOCHS])
        self.assertTrue(records.predicted_seconds[complete].isna().all(), "predicted was what is left, on two ranks")
        self.assertTrue((records.predicted_seconds[~complete] > 0).all())
        losses = curve(out, "train_loss")[complete.to_numpy()][0]
        # It went on from where it was: no epoch is as bad again as the first, and none was trained twice. (Late epochs
        # have bad moments with any team, as this learning rate does not fall.)
        self.assertTrue((losses[1:] < losses[0]).all(), losses)
        self.assertLess(np.median(losses[EPOCHS // 2:]), losses[:10].min(), losses)
        self.assertEqual(list(self.folder.glob("w.h5.checkpoints/*")), [], "the state is not needed any more")


if __name__ == "__main__":
    unittest.main()
