#include "sim/split.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/random_stream.hpp"

namespace sim {

std::vector<Split> stratified_split(std::span<const std::uint8_t> labels, std::uint64_t key,
                                    double train_share) {
  if (!(train_share > 0 && train_share < 1))
    throw std::invalid_argument("split: the share of training samples must be between 0 and 1, not " +
                                std::to_string(train_share));
  std::map<std::uint8_t, std::vector<std::pair<std::uint64_t, std::size_t>>> by_label;
  for (std::size_t i = 0; i < labels.size(); ++i)
    by_label[labels[i]].emplace_back(RandomStream(key, i).bits(), i);
  std::vector<Split> splits(labels.size(), Split::TRAIN);
  for (auto& [label, samples] : by_label) {
    std::sort(samples.begin(), samples.end());
    const auto count = static_cast<std::int64_t>(samples.size());
    auto test = std::llround((1 - train_share) * static_cast<double>(count));
    if (count >= 2) test = std::clamp<long long>(test, 1, count - 1);
    for (long long i = 0; i < test; ++i) splits[samples[i].second] = Split::TEST;
  }
  return splits;
}

}  // namespace sim
