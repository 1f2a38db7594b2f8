#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <limits>
#include <vector>

#include "sweep/trial_record.hpp"
#include "workers/fitted_fold.hpp"

namespace workers {

/// Where a trial stands between two steps of its training: all that has to be kept to go on later as if
/// nothing had happened. Random numbers need no state: they follow from keys, epoch, step and row. A value.
struct TrainingState {
  std::int64_t epoch = 0;         // the one that is going on, from 0
  std::int64_t samples_seen = 0;  // of this epoch
  double loss_sum = 0;            // over those
  double hit_sum = 0;
  sweep::Curves curves;  // of the epochs before

  at::Tensor parameters;     // [n] float32, as FlatParameters lays them out; undefined: none trained yet
  at::Tensor first_moment;   // [n]
  at::Tensor second_moment;  // [n]
  std::int64_t steps = 0;    // taken by the optimiser
  std::vector<at::Tensor> buffers;  // BatchNorm's running statistics

  // Where validation decides when to stop: what had been learned at its lowest loss.
  double lowest_loss = std::numeric_limits<double>::infinity();
  std::int64_t epochs_since_lowest = 0;
  at::Tensor best_parameters;  // [n]; undefined: no epoch has ended yet
  std::vector<at::Tensor> best_buffers;

  std::vector<FittedFold> fitted;  // the folds before, where there are some

  std::int64_t batch_parts = 1;  // see sweep::Assignment
  double start_time = 0;         // of the trial's first try, seconds since 1970-01-01 UTC
  double trained_seconds = 0;    // until now
};

}  // namespace workers
