#pragma once

#include <cstdint>
#include <limits>

#include "workers/network_training.hpp"

namespace workers {

/// Remembers what a network had learned when its validation loss was lowest, and says when it has waited long
/// enough for something better. Every member of a team sees the same losses, and so comes to the same
/// verdict.
class EarlyStopping {
 public:
  /// `patience`: epochs without a lower loss; 0: waits for ever, and keeps nothing.
  explicit EarlyStopping(std::int64_t patience) : patience_(patience) {}

  /// Notes the validation loss after an epoch.
  void note(double validation_loss, const NetworkTraining& training);
  /// Whether it is time to stop.
  bool enough() const { return patience_ > 0 && epochs_since_ >= patience_; }
  /// Back to the best epoch, if any was seen.
  void restore(NetworkTraining& training) const;

  /// Adds to `state` what is remembered, or goes on from what was when `state` was kept.
  void put_into(TrainingState& state) const;
  void take_from(const TrainingState& state);

 private:
  std::int64_t patience_;
  double lowest_loss_ = std::numeric_limits<double>::infinity();
  std::int64_t epochs_since_ = 0;
  TrainingState best_;
};

}  // namespace workers
