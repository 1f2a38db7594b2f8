#include "results/statistics/bootstrap_f1.hpp"

#include <algorithm>
#include <cstdint>
#include <random>

namespace results {
namespace {

constexpr std::size_t kResamples = 2000;
constexpr std::size_t kBeyond = 50;  // resamples below the interval, and above it: 2.5 %
constexpr std::uint64_t kSeed = 20231;

std::vector<std::size_t> wells_used(std::span<const WellVotes> trials) {
  std::vector<std::size_t> used;
  for (std::size_t well = 0; !trials.empty() && well < trials.front().size(); ++well) {
    const auto uses = [&](const WellVotes& votes) { return votes.at(well) != WellVote::NOT_USED; };
    if (std::any_of(trials.begin(), trials.end(), uses)) used.push_back(well);
  }
  return used;
}

/// `times`: how often each well counts.
double mean_f1(std::span<const WellVotes> trials, const std::vector<std::size_t>& used,
               const std::vector<double>& times) {
  double sum = 0;
  for (const WellVotes& votes : trials) {
    VoteCounts counts;
    for (const std::size_t well : used) counts.add(votes[well], times[well]);
    sum += counts.f1();
  }
  return sum / static_cast<double>(trials.size());
}

}  // namespace

BootstrapF1 bootstrap_f1(std::span<const WellVotes> trials) {
  const std::vector<std::size_t> used = wells_used(trials);
  if (used.empty()) return {};
  std::vector<double> times(trials.front().size(), 1);
  BootstrapF1 result;
  result.mean = mean_f1(trials, used, times);

  // Not std::uniform_int_distribution, which is another one in every library.
  std::mt19937_64 generator(kSeed);
  const auto draw = [&] { return used[static_cast<std::size_t>((generator() >> 32U) * used.size() >> 32U)]; };
  std::vector<double> values(kResamples);
  for (double& value : values) {
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t i = 0; i < used.size(); ++i) ++times[draw()];
    value = mean_f1(trials, used, times);
  }
  std::sort(values.begin(), values.end());
  result.low = values[kBeyond];
  result.high = values[kResamples - 1 - kBeyond];
  return result;
}

}  // namespace results
