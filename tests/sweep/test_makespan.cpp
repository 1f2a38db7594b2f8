// How close the planner comes to what no schedule can beat.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "sweep/plan.hpp"
#include "sweep/rehearsal.hpp"
#include "tests/sweep/random_trials.hpp"

namespace sweep {
namespace {

struct Ratios {
  double exact;  // made / lower bound, costs as predicted
  double wrong;  // …, each cost wrong by a factor of up to 2, the bound from the real ones
};

Ratios ratios_of(const std::vector<PlannedTrial>& trials, int workers, std::uint64_t seed) {
  const Plan exact(trials, {.workers = workers, .wrong_by = 1});
  EXPECT_DOUBLE_EQ(rehearse(exact).seconds, exact.seconds());
  const Conditions wrong{.wrong_by = 2, .seed = seed};
  std::vector<PlannedTrial> real = trials;
  for (std::uint32_t i = 0; i < real.size(); ++i) {
    const double factor = factor_of(trials[i], Row{i}, wrong);
    EXPECT_TRUE(factor > 0.5 && factor < 2);
    real[i].time.divided_seconds *= factor;
    real[i].time.hop_seconds *= factor;
  }
  const double made = rehearse(Plan(trials, {.workers = workers, .wrong_by = 2}), wrong).seconds;
  return {exact.seconds() / exact.lower_bound_seconds(), made / LowerBound::of(real, workers).seconds};
}

void expect_close(int grids, double most_workers, double most_trials) {
  std::mt19937_64 random(2026);
  std::uniform_real_distribution<double> uniform(0, 1);
  const auto between = [&](double low, double high) { return low * std::pow(high / low, uniform(random)); };
  Ratios worst{1, 1};
  for (int grid = 0; grid < grids; ++grid) {
    const int workers = static_cast<int>(between(8, most_workers));
    at_random::Kind kind;
    kind.trials = static_cast<std::size_t>(std::min(most_trials, workers * between(2, 200)));
    kind.tail = 1.1 + 1.4 * uniform(random);
    kind.students = uniform(random);
    if (grid % 2 == 0) kind.loss_per_hop = 0;  // then the bound is the work, the chain or the longest trial
    const Ratios ratios =
        ratios_of(at_random::random_trials(kind, random), workers, static_cast<std::uint64_t>(grid));
    worst = {std::max(worst.exact, ratios.exact), std::max(worst.wrong, ratios.wrong)};
    char about[160];
    std::snprintf(about, sizeof about, "%zu trials on %d workers, tail %.2f, students %.2f", kind.trials,
                  workers, kind.tail, kind.students);
    EXPECT_LE(ratios.exact, 1.05) << about;
    EXPECT_LE(ratios.wrong, 1.15) << about;
  }
  std::printf("%d grids, made / lower bound at worst: %.4f, with costs wrong by up to 2: %.4f\n", grids,
              worst.exact, worst.wrong);
}

TEST(Makespan, OfSmallRandomGridsIsCloseToTheLowerBound) { expect_close(60, 300, 5000); }

// About a minute: CTest runs it as `makespan`, and leaves it out of `sweep`.
TEST(Makespan, OfTwoHundredRandomGridsIsCloseToTheLowerBound) { expect_close(200, 10000, 1e5); }

/// The shortest schedule there is: all teams, all orders, each trial as early as its teacher and its ranks
/// allow.
double shortest(const std::vector<PlannedTrial>& trials, int workers) {
  std::vector<std::uint32_t> order(trials.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  double best = kForever;
  do {
    std::vector<int> team(trials.size(), 1);
    while (true) {
      std::vector<double> free_at(static_cast<std::size_t>(workers), 0);
      std::vector<double> end(trials.size(), kForever);
      double last = 0;
      for (const std::uint32_t i : order) {
        std::sort(free_at.begin(), free_at.end());
        const auto ranks = static_cast<std::size_t>(team[i]);
        double start = free_at[ranks - 1];
        if (trials[i].teacher) start = std::max(start, end[trials[i].teacher->value]);
        end[i] = start + trials[i].time.on(team[i]);
        for (std::size_t r = 0; r < ranks; ++r) free_at[r] = end[i];
        last = std::max(last, end[i]);
      }
      best = std::min(best, last);
      std::size_t digit = 0;
      while (digit < team.size() && ++team[digit] > std::min(workers, trials[digit].time.most_ranks))
        team[digit++] = 1;
      if (digit == team.size()) break;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(Makespan, OfTinyGridsIsCloseToTheShortestThereIs) {
  std::mt19937_64 random(7);
  double sum = 0;
  double worst = 1;
  int best = 0;
  constexpr int kGrids = 200;
  for (int grid = 0; grid < kGrids; ++grid) {
    const int workers = 1 + static_cast<int>(random() % 3);
    const at_random::Kind kind{
        .trials = 1 + random() % 5, .students = 0.6, .loss_per_hop = grid % 2 ? 0.02 : 0.1, .most_ranks = 3};
    const auto trials = at_random::random_trials(kind, random);
    const Plan plan(trials, {.workers = workers, .wrong_by = 1});
    const double least = shortest(trials, workers);
    EXPECT_GE(plan.seconds(), least * (1 - 1e-9)) << "shorter than possible";
    EXPECT_LE(plan.lower_bound_seconds(), least * (1 + 1e-9)) << "no bound";
    const double ratio = plan.seconds() / least;
    EXPECT_LE(ratio, 1.05) << trials.size() << " trials on " << workers;
    sum += ratio;
    worst = std::max(worst, ratio);
    best += ratio < 1 + 1e-9 ? 1 : 0;
  }
  EXPECT_GE(best, 0.9 * kGrids);
  EXPECT_LE(sum, 1.005 * kGrids);
  std::printf(
      "%d of %d tiny grids are the shortest there is; made / shortest %.4f on average, %.4f at worst\n", best,
      kGrids, sum / kGrids, worst);
}

}  // namespace
}  // namespace sweep
