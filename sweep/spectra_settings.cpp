// What the spectra of a study are.

#include "sweep/setting_tables.hpp"

namespace sweep {

std::vector<SettingKey> spectra_settings() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kTiny = std::numeric_limits<double>::min();
  using enum Kind;
  return {
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
  };
}

}  // namespace sweep
