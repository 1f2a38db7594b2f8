#pragma once

#include <cstddef>
#include <span>

namespace results {

/// Are paired differences symmetric around zero?
struct WilcoxonSignedRank {
  std::size_t n = 0;          // differences that are not zero
  std::size_t zeros = 0;      // those left out
  double positive_ranks = 0;  // sum of the ranks of positive differences
  double p = 1;               // two-sided
};

/// Wilcoxon's signed-rank test: Biometrics Bulletin 1 (1945) 80. Zeros are dropped, as he did. Up to 25
/// differences without equal sizes the p-value is exact; else it is the normal approximation with the
/// correction for ties and for continuity: Hollander and Wolfe, Nonparametric Statistical Methods (2nd ed.,
/// 1999), 3.1.
WilcoxonSignedRank wilcoxon_signed_rank(std::span<const double> differences);

}  // namespace results
