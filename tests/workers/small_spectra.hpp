#pragma once

/// A study of small spectra by the report's recipe: 96 samples to train on in batches of 20, the last of 16;
/// 24 to test.
inline constexpr const char* kSmallSpectra = R"(
seed: 7
settings:
  cube.frequencies: 14
  cube.first_frequency_cm1: 2113
  cube.frequency_step_cm1: 3.5
  cube.pump_times: 16
  cube.pump_time_step_ps: 0.12
  cube.waiting_times: 8
  cube.waiting_time_step_ps: 1
  physics.w_rot_cm1: 2110
  physics.t3_step_ps: 0.016
  data.samples_per_class: 60
  data.snr: 20
  training.batch: 20
  training.epochs: 2
)";
