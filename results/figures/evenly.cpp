#include "results/figures/evenly.hpp"

#include <algorithm>

namespace results {

std::vector<std::size_t> evenly(std::size_t count, std::size_t most) {
  const std::size_t taken = std::min(count, most);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < taken; ++i) places.push_back(taken == 1 ? 0 : i * (count - 1) / (taken - 1));
  return places;
}

}  // namespace results
