#include "results/statistics/block_means.hpp"

#include <algorithm>
#include <map>

namespace results {
namespace {

/// Whether every block has the same combinations of levels, each equally often.
bool have_the_same_combinations(const Factorial& data) {
  std::map<std::vector<std::size_t>, std::vector<std::size_t>> times;  // by block
  for (const Factorial::Measurement& measurement : data.measurements) {
    auto& of_combination = times[measurement.levels];
    of_combination.resize(data.blocks);
    ++of_combination[measurement.block];
  }
  return std::all_of(times.begin(), times.end(), [](const auto& one) {
    return std::all_of(one.second.begin(), one.second.end(),
                       [&](std::size_t count) { return count == one.second.front(); });
  });
}

}  // namespace

BlockMeans block_means(const Factorial& data, FactorialModel::Pairs pairs,
                       std::vector<FactorialModel::Term> terms) {
  if (data.blocks < 2 || !have_the_same_combinations(data)) return {};
  std::erase_if(terms, [](const FactorialModel::Term& term) { return term.factors.empty(); });
  BlockMeans means;
  for (const Factorial::Factor& factor : data.factors) means.emplace_back(factor.levels.size());
  for (std::size_t block = 0; block < data.blocks; ++block) {
    Factorial of_block = data;
    std::erase_if(of_block.measurements,
                  [&](const Factorial::Measurement& measurement) { return measurement.block != block; });
    const FactorialModel model(of_block, pairs);
    const LeastSquaresFit fit = model.fit(terms);  // once: it takes the cube of its columns
    for (std::size_t factor = 0; factor < means.size(); ++factor) {
      for (std::size_t level = 0; level < means[factor].size(); ++level) {
        means[factor][level].push_back(model.mean() + fit.combination(model.weights(terms, factor, level)));
      }
    }
  }
  return means;
}

}  // namespace results
