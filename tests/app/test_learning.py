"""What is learnt is what can be learnt: something at high SNR, nothing from noise alone."""
import unittest

import numpy

from program import ProgramTest, trials

# A student that needs little time, on spectra in which a straight line through the raw numbers does not find the classes.
STUDY = """
name: learning
seed: 11
settings:
  cube.frequencies: 14
  cube.first_frequency_cm1: 2113
  cube.frequency_step_cm1: 3.5
  cube.pump_times: 8
  cube.pump_time_step_ps: 0.24
  cube.waiting_times: 4
  cube.waiting_time_step_ps: 2
  physics.w_rot_cm1: 2110
  physics.t3_step_ps: 0.016
  data.samples_per_class: 500
  training.epochs: 8
  training.learning_rate: 0.002
  training.decay: 0.03
  model.batch_norm_momentum: 0.9
factors:
  data.snr: [50, 0]
  model.architecture: [teacher, student, distilled, linear, mlp, pca_logistic]
  replicate: 2
"""


class Learning(ProgramTest):
    def test_students_beat_the_linear_baseline_and_noise_teaches_nobody(self):
        out = self.folder / "learning.h5"
        self.succeed("run", self.write(STUDY), "--out", out, ranks=3, timeout=500)
        table = trials(out)
        tested = table.test_samples.iloc[0] * 2  # both replicates
        by = table.groupby(["data.snr", "model.architecture"]).test_accuracy.mean()
        print(by)

        def standard_error(p):
            return numpy.sqrt(p * (1 - p) / tested)

        student, linear = by[50.0, "student"], by[50.0, "linear"]
        self.assertGreater(student - linear, 3 * numpy.hypot(standard_error(student), standard_error(linear)))
        self.assertGreater(by[50.0, "pca_logistic"], 0.9)
        for architecture, accuracy in by[0.0].items():
            self.assertLess(abs(accuracy - 0.5), 3 * standard_error(0.5), architecture)


if __name__ == "__main__":
    unittest.main()
