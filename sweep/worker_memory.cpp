#include "sweep/worker_memory.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace sweep {

double worker_memory_bytes(const Grid& grid, const std::vector<TrialCost>& costs, double cache_bytes) {
  double beside_samples = 0;
  double samples = 0;
  std::unordered_set<std::string> counted;
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    beside_samples = std::max(beside_samples, costs[i].memory_bytes - costs[i].kept_bytes);
    if (costs[i].kept_bytes == 0 || samples >= cache_bytes) continue;
    const Settings settings = grid.settings(Row{i});
    if (counted.insert(std::to_string(settings.data_key()) + ' ' + settings["data.sampling"].text()).second)
      samples += costs[i].kept_bytes;
  }
  return beside_samples + std::min(samples, cache_bytes);
}

}  // namespace sweep
