// On how many workers at least a study's trials could end within so many times the plan's lower bound, if
// each keeps its team: what the planner could still win. For any prices of the parts of a time, of which a
// rank for all of it costs 1, a schedule costs no more than its workers; and no less than each trial does
// where it is cheapest. That students wait for teachers is left out: with it they need no fewer.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <vector>

#include "app/arguments.hpp"
#include "app/open_dataset.hpp"
#include "app/speed.hpp"
#include "app/study_arguments.hpp"
#include "sweep/grid.hpp"
#include "sweep/lower_bound.hpp"
#include "sweep/rank_market.hpp"
#include "workers/estimate.hpp"

namespace {

constexpr std::size_t kParts = 1000;
constexpr double kRounds = 100'000;

/// Prices at which nobody gains by choosing otherwise: the mean of those of the second half of the rounds.
std::vector<double> prices(const std::vector<sweep::PlannedTrial>& trials,
                           const std::vector<sweep::Row>& rows, int workers, double end_seconds) {
  sweep::RankMarket market(trials, rows, {workers, end_seconds, kParts, 1});
  std::vector<double> sum(kParts, 0);
  for (double round = 0; round < kRounds; ++round) {
    market.round(round / kRounds, sweep::RankMarket::Choices::FORGET);
    if (round < kRounds / 2) continue;
    for (std::size_t part = 0; part < kParts; ++part) sum[part] += market.prices().by_part()[part];
  }
  for (double& price : sum) price /= kRounds / 2;
  return sum;
}

/// Times need not be whole parts: `length` is one of any.
class PriceOfTime {
 public:
  explicit PriceOfTime(const std::vector<double>& by_part) : until_(1, 0) {
    for (const double price : by_part) until_.push_back(until_.back() + price);
  }

  /// Where it is cheapest, which is where it begins or ends with a part.
  double of(double length) const {
    double least = until_.back();
    for (double edge = 0; edge + length <= kParts; ++edge) {
      least = std::min(least, until(edge + length) - until(edge));
      least = std::min(least, until(kParts - edge) - until(kParts - edge - length));
    }
    return least;
  }

 private:
  double until(double part) const {
    const auto whole = std::min(static_cast<std::size_t>(part), kParts - 1);
    return until_[whole] + (part - static_cast<double>(whole)) * (until_[whole + 1] - until_[whole]);
  }

  std::vector<double> until_;
};

double least_workers(const std::vector<sweep::PlannedTrial>& trials, int workers, double end_seconds) {
  std::vector<sweep::Row> rows;
  for (std::uint32_t i = 0; i < trials.size(); ++i) rows.push_back(sweep::Row{i});
  const PriceOfTime price(prices(trials, rows, workers, end_seconds));
  double sum = 0;
  for (const sweep::PlannedTrial& trial : trials) {
    double least = workers;
    for (int team = 1; team <= trial.time.fastest(workers); ++team) {
      const double length = trial.time.on(team) / end_seconds * kParts;
      if (length <= kParts) least = std::min(least, team * price.of(length));
    }
    sum += least;
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    namespace po = boost::program_options;
    po::options_description options("Options");
    options.add_options()("workers", po::value<int>()->default_value(1000), "of the plan")(
        "speed", po::value<double>(), "of a worker, GFLOP/s")(
        "within", po::value<std::vector<double>>()->default_value({1.05}, "1.05"),
        "times the lower bound, repeatable");
    app::Arguments arguments({argv + 1, argv + argc},
                             "bench_least_workers STUDY [--workers N] [--within TIMES]… [key=value…]",
                             "On how many workers at least a study ends in time.", options);
    if (arguments.wants_help()) return 0;
    const sweep::Study study = app::read_study(arguments);
    const sweep::Grid grid(study);
    const auto costs = workers::estimate_costs(grid, app::dataset_opener(study.seed));
    const int workers = arguments.get<int>("workers");
    const auto trials = sweep::planned_trials(grid, costs, {}, app::Speed::of(arguments, study.settings));
    const double bound = sweep::LowerBound::of(trials, workers).seconds;
    for (const double times : arguments.get<std::vector<double>>("within")) {
      std::printf("%d workers, %.4f times the lower bound (%.2f s): at least %.2f of them all the time\n",
                  workers, times, bound, least_workers(trials, workers, times * bound));
      std::fflush(stdout);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
