#pragma once

#include <span>
#include <vector>

namespace results {

/// Adjusted p-values, in the order of `p`: comparing them with q keeps the expected share of false
/// discoveries among all discoveries below q, for tests that are independent or positively dependent.
/// Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995) 289.
std::vector<double> adjusted_by_benjamini_hochberg(std::span<const double> p);

/// Adjusted p-values, in the order of `p`: comparing them with α keeps the probability of any false finding
/// below α, whatever the dependence. Holm, Scand. J. Stat. 6 (1979) 65.
std::vector<double> adjusted_by_holm(std::span<const double> p);

}  // namespace results
