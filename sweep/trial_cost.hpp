#pragma once

#include <cstdint>

namespace sweep {

/// What one trial takes, counted from its network and data. A value; the counting is done where both are
/// known.
struct TrialCost {
  double operations = 0;    // floating-point operations of the whole trial, training and evaluation
  double memory_bytes = 0;  // largest need of one rank when it trains alone
  double kept_bytes = 0;    // of it: samples that are kept for later trials of the same data
  std::int64_t parameters = 0;
  double data_reduction = 1;  // real numbers in the full cube / real numbers kept
  std::int64_t epochs = 0;
  std::int64_t fits = 1;     // one after the other, on parts of the data
  std::int64_t samples = 0;  // whose logits are kept

  /// Predicted seconds on one rank that does `operations_per_second`, with a constant share for start and
  /// record.
  double seconds(double operations_per_second) const { return operations / operations_per_second + 1e-3; }
};

}  // namespace sweep
