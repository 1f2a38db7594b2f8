#pragma once

#include <random>
#include <span>
#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// Random changes of a plan's teams. What is changed together are trials of one kind: they take about equally
/// long and play the same part in chains.
class TeamMoves {
 public:
  TeamMoves(const std::vector<PlannedTrial>& trials, int workers, std::uint64_t seed);

  /// Changes the teams of all of a kind or of a run of it, by a few ranks or to what others of the kind have,
  /// and returns whose: nobody's where that is what they had. Kinds take turns by the work in them.
  std::span<const Row> change(std::vector<PlannedTrial>& trials);
  /// Gives them back what they had before the last change.
  void undo(std::vector<PlannedTrial>& trials) const;
  /// Uniform in [0, 1).
  double uniform() { return std::uniform_real_distribution<>()(random_); }

 private:
  std::size_t below(std::size_t n);

  int workers_;
  std::mt19937_64 random_;
  std::vector<std::vector<Row>> kinds_;
  std::discrete_distribution<std::size_t> kind_;
  std::span<const Row> changed_;
  std::vector<int> before_;
};

}  // namespace sweep
