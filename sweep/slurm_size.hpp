#pragma once

#include <map>
#include <optional>
#include <vector>

#include "sweep/slurm_request.hpp"

namespace sweep {

/// So many nodes with so many workers each.
struct SlurmSize {
  int nodes = 1;
  int workers_per_node = 1;

  int workers() const { return nodes * workers_per_node; }
};

/// Finds the size of a request with few forecasts: it tries what can't be ruled out, from 17 on in steps of
/// an eighth.
class SlurmSizes {
 public:
  /// `overhead_seconds`: what starting and stopping take of an allocation.
  SlurmSizes(const NodeOffer& offer, const StudyNeed& need, const Forecaster& forecaster, int most_per_node,
             double overhead_seconds);

  SlurmSize best();
  const Forecast& forecast(SlurmSize size);
  bool in_time(SlurmSize size) { return seconds(forecast(size)) <= within_seconds_; }

 private:
  /// The first of `sizes`, which grow, that ends the study within `seconds` and is kept busy.
  std::optional<SlurmSize> smallest(const std::vector<SlurmSize>& sizes, double seconds);
  /// The last of `sizes` that is kept busy; the first where none is.
  SlurmSize largest(const std::vector<SlurmSize>& sizes);

  /// What to allow for a study: a margin on what is predicted, and what each allocation takes.
  double seconds(const Forecast& forecast) const;
  static bool busy(const Forecast& forecast) { return forecast.workers == 1 || forecast.busy >= kLeastBusy; }

  const NodeOffer& offer_;
  const StudyNeed& need_;
  const Forecaster& forecaster_;
  int most_per_node_;
  double overhead_seconds_;
  double within_seconds_;
  double work_seconds_;                // of all trials that can end, on one worker
  bool all_end_;                       // whether all do: then chains and work say what can't be
  std::map<int, Forecast> forecasts_;  // by workers
};

}  // namespace sweep
