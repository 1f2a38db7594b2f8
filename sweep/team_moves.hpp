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
  struct Move {
    std::span<const Row> rows;
    int team;
  };

  TeamMoves(const std::vector<PlannedTrial>& trials, int workers, std::uint64_t seed);

  /// All of a kind or a run of it, by a few ranks or to what others of the kind have. Kinds take turns by the
  /// work in them.
  Move propose(const std::vector<PlannedTrial>& trials);
  /// Uniform in [0, 1).
  double uniform() { return std::uniform_real_distribution<>()(random_); }

 private:
  std::size_t below(std::size_t n);

  int workers_;
  std::mt19937_64 random_;
  std::vector<std::vector<Row>> kinds_;
  std::discrete_distribution<std::size_t> kind_;
};

}  // namespace sweep
