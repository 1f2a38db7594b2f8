#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep::at_random {

/// What random trials look like.
struct Kind {
  std::size_t trials = 100;
  double tail = 1.5;             // Pareto's exponent: the smaller, the heavier the tail of their times
  double students = 0.5;         // share of trials that wait for a teacher
  double loss_per_hop = 0.0008;  // of a trial's time on one rank: 95 % efficiency on 16 ranks, 76 % on 64
  int most_ranks = 64;
  std::uint32_t rounds = 5;
};

inline std::vector<PlannedTrial> random_trials(const Kind& kind, std::mt19937_64& random) {
  std::uniform_real_distribution<double> uniform(1e-9, 1);
  std::vector<PlannedTrial> trials(kind.trials);
  std::vector<Row> teachers;
  for (std::uint32_t i = 0; i < kind.trials; ++i) {
    PlannedTrial& trial = trials[i];
    trial.id = {i};
    const double seconds = std::pow(uniform(random), -1 / kind.tail);  // from 1 on
    trial.time = {.divided_seconds = seconds,
                  .hop_seconds = kind.loss_per_hop * seconds,
                  .most_ranks = kind.most_ranks};
    trial.round = static_cast<std::uint32_t>(std::uint64_t{i} * kind.rounds / kind.trials);
    trial.data_key = i / 4;
    if (!teachers.empty() && uniform(random) < kind.students) {
      const auto latest = std::min<std::size_t>(teachers.size(), 20);
      trial.teacher = teachers[teachers.size() - 1 - random() % latest];
    } else if (uniform(random) < 0.2) {
      teachers.push_back(Row{i});
    }
  }
  return trials;
}

}  // namespace sweep::at_random
