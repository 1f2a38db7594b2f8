// The table of all settings. docs/settings.md is printed from it (gridsweep plan --settings).

#include "sweep/setting_key.hpp"

namespace sweep {

const std::vector<SettingKey>& setting_keys() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kTiny = std::numeric_limits<double>::min();
  using enum Kind;
  static const std::vector<SettingKey> keys = {
      {"replicate", INTEGER, 0, "which repetition: another draw of samples, noise and initial weights", 0,
       1e6},

      {"data.source", TEXT, "simulated", "'simulated', or the path of an HDF5 file of spectra"},
      {"data.snr", NUMBER, 100, "peak of the reference / noise per part; 0: noise only; inf: no noise added",
       0},
      {"data.sampling", SAMPLING, "full",
       "full, every-K, or parts: {waiting_times: 3, pump_stride: 2, parts: real}"},
      {"data.samples_per_class", INTEGER, 1000, "samples drawn as Same and as Different, each", 2, 1e7},
      {"data.threshold_percent", NUMBER, 10, "a sample further than this from the reference is Different", 0,
       99},
      {"data.limit_percent", NUMBER, 50, "how far from the reference Different samples are drawn", 0, 99},
      {"data.difference",
       CHOICE,
       "maximum",
       "percent difference: larger of |dDelta|, |dtau|, or their length",
       -kInfinity,
       kInfinity,
       {"maximum", "euclidean"}},
      {"data.train_fraction", NUMBER, 0.8, "share of each class that is trained on", 0.01, 0.99},
      {"data.normalisation",
       CHOICE,
       "dataset",
       "one factor for the whole dataset into [-1, 1], or none",
       -kInfinity,
       kInfinity,
       {"dataset", "none"}},

      {"cube.frequencies", INTEGER, 354, "probe frequencies", 1, 100000},
      {"cube.first_frequency_cm1", NUMBER, 2087.5, "first probe frequency, 1/cm", 0},
      {"cube.frequency_step_cm1", NUMBER, 0.3, "between probe frequencies, 1/cm", kTiny},
      {"cube.pump_times", INTEGER, 167, "pump times t1", 1, 100000},
      {"cube.pump_time_step_ps", NUMBER, 0.024, "between pump times, ps", kTiny},
      {"cube.waiting_times", INTEGER, 166, "waiting times T_w", 1, 100000},
      {"cube.waiting_time_step_ps", NUMBER, 0.1, "between waiting times, ps", kTiny},

      {"physics.delta_cm1", NUMBER, 4.47213595499957939, "reference frequency fluctuation, 1/cm", 0},
      {"physics.tau_ps", NUMBER, 2, "reference correlation time, ps", kTiny},
      {"physics.second_delta_cm1", NUMBER, 0, "second component, the same in every sample; 0: none, 1/cm", 0},
      {"physics.second_tau_ps", NUMBER, 10, "second component's correlation time, ps", kTiny},
      {"physics.w01_cm1", NUMBER, 2153, "fundamental transition, 1/cm", 0},
      {"physics.anharmonicity_cm1", NUMBER, 25, "shift of the 1-2 transition, 1/cm", 0},
      {"physics.amplitude_01", NUMBER, 1, "amplitude of the bleach", 0},
      {"physics.amplitude_12", NUMBER, 1, "amplitude of the excited-state absorption", 0},
      {"physics.lifetime_ps", NUMBER, 71, "vibrational lifetime T1, ps", kTiny},
      {"physics.dephasing_ps", NUMBER, 5, "homogeneous dephasing T2, ps", kTiny},
      {"physics.w_rot_cm1", NUMBER, 1800, "rotating frame along t1, 1/cm", 0},
      {"physics.t3_step_ps", NUMBER, 0.008, "step of the integral over t3, ps", kTiny},
      {"physics.tolerance", NUMBER, 1e-7, "terms of the expansion left out, relative to the peak", 1e-15,
       1e-2},

      {"model.architecture",
       CHOICE,
       "student",
       "see gridsweep models",
       -kInfinity,
       kInfinity,
       {"teacher", "student", "distilled", "linear", "mlp", "pca_logistic", "noop"}},
      {"model.dropout", NUMBER, 0.5, "share of the dense layer left out in training", 0, 0.99},
      {"model.hidden", INTEGER, 64, "width of the mlp's two hidden layers", 1, 1e6, {}, {"mlp"}},
      {"model.components", INTEGER, 40, "principal components kept", 1, 1e5, {}, {"pca_logistic"}},
      {"model.ridge",
       NUMBER,
       1,
       "weight of the logistic regression's L2 penalty",
       0,
       1e12,
       {},
       {"pca_logistic"}},

      {"distill.temperature", NUMBER, 3, "T that softens teacher and student", kTiny, 1e6, {}, {"distilled"}},
      {"distill.kd_weight", NUMBER, 0.9, "w in w KD + (1 - w) cross-entropy", 0, 1, {}, {"distilled"}},
      {"distill.scale",
       CHOICE,
       "temperature-squared",
       "KD term times T^2, or as it is",
       -kInfinity,
       kInfinity,
       {"temperature-squared", "none"},
       {"distilled"}},
      {"distill.teacher_sampling",
       SAMPLING,
       "full",
       "what the teacher sees of the same samples",
       -kInfinity,
       kInfinity,
       {},
       {"distilled"}},

      {"training.epochs", INTEGER, 100, "passes over the training samples", 1, 1e6},
      {"training.batch", INTEGER, 32, "global batch, whatever the team's size", 1, 1e6},
      {"training.learning_rate", NUMBER, 1e-6, "Adam's learning rate", 0},
      {"training.decay", NUMBER, 1e-5, "learning rate / (1 + decay * step)", 0},
      {"training.beta1", NUMBER, 0.9, "Adam's first moment", 0, 0.999999},
      {"training.beta2", NUMBER, 0.999, "Adam's second moment", 0, 0.999999999},
      {"training.epsilon", NUMBER, 1e-7, "Adam's epsilon, as Keras uses it", 0},
      {"training.clip_value", NUMBER, 0.5, "each gradient is clipped to +-this; inf: not at all", kTiny},

      {"run.team_size", INTEGER, 0, "ranks that train one trial together; 0: chosen from the trial's cost", 0,
       1e5},
      {"run.threads", INTEGER, 1, "threads per rank", 1, 1024},
      {"run.cache_mib", INTEGER, 2048, "memory per rank for samples once made, MiB", 0, 1e7},
      {"run.evaluate_every", INTEGER, 1, "epochs between points of the test curves", 1, 1e6},
  };
  return keys;
}

}  // namespace sweep
