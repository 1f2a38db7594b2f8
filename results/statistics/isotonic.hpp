#pragma once

#include <span>
#include <vector>

namespace results {

/// The falling sequence (no element above the one before) nearest to `values` by weighted least squares: the
/// pool-adjacent-violators algorithm, Ayer et al., Ann. Math. Stat. 26 (1955) 641. Weights > 0; throws
/// std::invalid_argument when there are not as many as values.
std::vector<double> falling_fit(std::span<const double> values, std::span<const double> weights);

}  // namespace results
