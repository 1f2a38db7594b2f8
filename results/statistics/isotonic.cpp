#include "results/statistics/isotonic.hpp"

#include <cstddef>
#include <stdexcept>

namespace results {
namespace {

/// Neighbours that have been given a common value.
struct Block {
  double value = 0;
  double weight = 0;
  std::size_t size = 0;
};

}  // namespace

std::vector<double> falling_fit(std::span<const double> values, std::span<const double> weights) {
  if (values.size() != weights.size()) throw std::invalid_argument("values and weights differ in number");
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < values.size(); ++i) {
    blocks.push_back({values[i], weights[i], 1});
    while (blocks.size() > 1 && blocks.back().value > blocks[blocks.size() - 2].value) {
      const Block last = blocks.back();
      blocks.pop_back();
      Block& before = blocks.back();
      const double weight = before.weight + last.weight;
      before.value = (before.value * before.weight + last.value * last.weight) / weight;
      before.weight = weight;
      before.size += last.size;
    }
  }
  std::vector<double> fit;
  fit.reserve(values.size());
  for (const Block& block : blocks) fit.insert(fit.end(), block.size, block.value);
  return fit;
}

}  // namespace results
