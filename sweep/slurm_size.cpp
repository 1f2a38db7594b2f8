#include "sweep/slurm_size.hpp"

#include <algorithm>

namespace sweep {
namespace {

constexpr double kDay = 86400;
constexpr double kSoon = 3600;  // nobody wants more of a node only to wait less than this
// Below this, no larger number of workers can be busy enough: by Graham's bound on list schedules the longest
// chain takes at least work / workers * (1 / busy - 1), however many there are.
constexpr double kHopeless = 0.4;

/// 1 to 16, then steps of an eighth; the last is `most`.
std::vector<int> numbers_up_to(int most) {
  std::vector<int> numbers;
  for (int n = 1; n < most; n += std::max(1, n / 8)) numbers.push_back(n);
  numbers.push_back(most);
  return numbers;
}

}  // namespace

SlurmSizes::SlurmSizes(const NodeOffer& offer, const StudyNeed& need, const Forecaster& forecaster,
                       int most_per_node, double overhead_seconds)
    : offer_(offer),
      need_(need),
      forecaster_(forecaster),
      most_per_node_(most_per_node),
      overhead_seconds_(overhead_seconds),
      within_seconds_(need.within_seconds.value_or(std::min(offer.limit_seconds, kDay))) {
  const Forecast& alone = forecast({1, 1});
  work_seconds_ = alone.busy * alone.seconds;
  all_end_ = alone.stranded == 0;
}

const Forecast& SlurmSizes::forecast(SlurmSize size) {
  const auto known = forecasts_.find(size.workers());
  if (known != forecasts_.end()) return known->second;
  const double useful_seconds = offer_.limit_seconds - overhead_seconds_;
  return forecasts_.emplace(size.workers(), forecaster_(size.workers(), useful_seconds)).first->second;
}

double SlurmSizes::seconds(const Forecast& forecast) const {
  return kTimeMargin * forecast.seconds + forecast.allocations * overhead_seconds_;
}

std::optional<SlurmSize> SlurmSizes::smallest(const std::vector<SlurmSize>& sizes, double seconds_wanted) {
  for (const SlurmSize size : sizes) {
    const double at_best = kTimeMargin * work_seconds_ / size.workers() + overhead_seconds_;
    if (at_best > seconds_wanted) continue;
    const Forecast& expected = forecast(size);
    if (busy(expected) && seconds(expected) <= seconds_wanted) return size;
    if (all_end_ && expected.workers > 1 && expected.busy < kHopeless) break;
  }
  return std::nullopt;
}

SlurmSize SlurmSizes::largest(const std::vector<SlurmSize>& sizes) {
  double chain_seconds = 0;  // fewer workers have no shorter one
  for (auto size = sizes.rbegin(); size != sizes.rend(); ++size) {
    if (all_end_ && size->workers() * chain_seconds * kLeastBusy > work_seconds_) continue;
    const Forecast& expected = forecast(*size);
    if (busy(expected)) return *size;
    chain_seconds = expected.chain_seconds;
  }
  return sizes.front();
}

SlurmSize SlurmSizes::best() {
  const int workers = std::min(most_per_node_, need_.most_workers);
  std::vector<SlurmSize> shares;
  for (const int n : numbers_up_to(workers)) shares.push_back({1, n});
  const double soon = need_.within_seconds.value_or(std::min(within_seconds_, kSoon));
  if (const auto share = smallest(shares, soon)) return *share;

  const auto trials = static_cast<int>(std::min<std::size_t>(need_.trials, 1 << 20));
  const int most = std::max(1, std::min({offer_.nodes, trials, need_.most_workers / workers}));
  std::vector<SlurmSize> sizes;
  for (const int n : numbers_up_to(most)) sizes.push_back({n, workers});
  sizes.front() = largest(shares);
  if (const auto size = smallest(sizes, within_seconds_)) return *size;
  return largest(sizes);
}

}  // namespace sweep
