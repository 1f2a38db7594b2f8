#pragma once

#include <vector>

#include "results/statistics/factorial_model.hpp"

namespace results {

/// Means of levels in single blocks: [factor][level][block].
using BlockMeans = std::vector<std::vector<std::vector<double>>>;

/// By some terms of a model with these pairs: blocks are fitted each on its own. Empty for a single block,
/// and where blocks do not have the same combinations of levels, each equally often.
BlockMeans block_means(const Factorial& data, FactorialModel::Pairs pairs,
                       std::vector<FactorialModel::Term> terms);

}  // namespace results
