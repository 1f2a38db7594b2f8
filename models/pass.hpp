#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

#include "models/precision.hpp"

namespace models {

enum class Mode { TRAIN, EVALUATE };

// Adds a tensor up over the team, in place, leaving the same numbers on every rank. Collective on the team:
// every rank makes the same calls in the same order. Tensors are contiguous, float32 or float64, on the
// network's device. It is called during backward too; on CUDA LibTorch then calls it from its own autograd
// thread, not from the caller's.
using TeamSum = std::function<void(at::Tensor&)>;

// What a forward pass must know beyond its input. A training pass of a team is collective on the team,
// forward and backward, also for ranks that hold no row of a ragged last batch.
struct Pass {
  Mode mode = Mode::EVALUATE;
  Precision precision = Precision::FLOAT32;
  uint64_t dropout_key = 0;  // names the trial's dropout noise
  uint64_t step = 0;         // training step, from 0
  int64_t first_row = 0;     // this rank's first row in the global batch
  int64_t global_rows = 0;   // rows of the global batch; 0: the local rows are all there are
  // Null or empty for a team of one. Must stay alive until backward is done.
  const TeamSum* team_sum = nullptr;

  bool is_team() const { return team_sum != nullptr && *team_sum; }
};

}  // namespace models
