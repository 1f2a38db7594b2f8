#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sweep/grid.hpp"
#include "sweep/trial_cost.hpp"

namespace sweep {

/// What counted costs are worth in real seconds, learnt from trials that have ended.
///
/// Trials of one architecture whose counted costs are about equal make a class; its ratio of real to counted
/// seconds is the median of its trials'. A cost between two classes of its architecture is corrected by what
/// lies between their ratios, one beyond them by the nearest class, an architecture that was not seen by the
/// median of all classes. Where nothing is known nothing is corrected.
class Calibration {
 public:
  /// A trial of this architecture and this (uncorrected) cost took `seconds` on a team of so many ranks.
  /// Times that are none are passed over.
  void add(const std::string& architecture, const TrialCost& cost, int team_size, double seconds);
  std::size_t trials() const { return trials_; }
  /// Up to which factor times may be wrong (PlanRequest::wrong_by): counted ones, or those that were learnt.
  double wrong_by() const { return trials_ > 0 ? 1.3 : 2; }

  /// TrialCost::correction for trials of this architecture and cost, for times that are worked out with
  /// `speed`.
  double correction(const std::string& architecture, const TrialCost& cost, const WorkerSpeed& speed) const;
  /// Sets it for every trial of `grid`; `costs` by row.
  void correct(const Grid& grid, std::vector<TrialCost>& costs, const WorkerSpeed& speed) const;

 private:
  using Counted = std::tuple<double, double, double>;  // operations, bytes, calls
  struct Times {
    TrialCost cost;
    int team_size = 1;
    std::vector<float> seconds;
  };
  /// Real over counted seconds of trials that cost about the same.
  struct Class {
    double counted_seconds = 0;  // on one rank
    double ratio = 1;
    std::size_t trials = 0;
  };
  struct Ratios {
    std::map<std::string, std::vector<Class>> by_architecture;  // the cheapest first
    double of_all = 1;
    double of(const std::string& architecture, double counted_seconds) const;
  };
  Ratios ratios(const WorkerSpeed& speed) const;

  std::map<std::string, std::map<std::pair<Counted, int>, Times>> times_;  // by architecture, cost and team
  std::size_t trials_ = 0;
};

}  // namespace sweep
