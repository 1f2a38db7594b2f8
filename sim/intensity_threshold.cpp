#include "sim/intensity_threshold.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace sim {

IntensityThreshold IntensityThreshold::fit(std::span<const double> intensities,
                                           std::span<const std::uint8_t> labels) {
  std::vector<std::pair<double, std::uint8_t>> wells;
  for (std::size_t i = 0; i < intensities.size(); ++i) wells.emplace_back(intensities[i], labels[i]);
  std::sort(wells.begin(), wells.end());
  const auto count = static_cast<std::int64_t>(wells.size());
  const auto ones =
      std::count_if(wells.begin(), wells.end(), [](const auto& well) { return well.second == 1; });
  // Right when all wells behind the threshold are called positive: at first all of them.
  std::int64_t right = ones;
  IntensityThreshold best{-HUGE_VAL, true};
  std::int64_t most = right;
  if (count - right > most) {
    most = count - right;
    best.positive_above = false;
  }
  for (std::size_t i = 0; i + 1 < wells.size(); ++i) {
    right += wells[i].second == 1 ? -1 : 1;
    if (wells[i].first == wells[i + 1].first) continue;
    const double between = wells[i].first + (wells[i + 1].first - wells[i].first) / 2;
    for (const bool above : {true, false}) {
      const std::int64_t good = above ? right : count - right;
      if (good > most) {
        most = good;
        best = {between, above};
      }
    }
  }
  return best;
}

}  // namespace sim
