#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <vector>

#include "sweep/trial_record.hpp"

namespace workers {

/// What is left of the fit to one fold, once it has ended. A value.
struct FittedFold {
  at::Tensor test_logits;  // [test sample of the fold, 2] float32
  double train_accuracy = 0;
  double train_auc = 0;
  double train_loss = 0;
  std::int64_t epochs = 0;
  sweep::Curves curves;
};

}  // namespace workers
