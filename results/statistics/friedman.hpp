#pragma once

#include <cstddef>
#include <vector>

namespace results {

/// Do treatments differ, compared within blocks?
struct Friedman {
  std::size_t blocks = 0;
  std::size_t treatments = 0;
  double chi_square = 0;
  double p = 1;  // by the chi-square distribution with treatments − 1 degrees of freedom
};

/// Friedman's test of `values` [block][treatment], with the correction for ties inside blocks: Friedman,
/// J. Am. Stat. Assoc. 32 (1937) 675; Conover, Practical Nonparametric Statistics (3rd ed., 1999), 5.8. Where
/// all ranks are tied, or there is a single treatment or no block, p is 1. Throws std::invalid_argument for
/// blocks of different sizes.
Friedman friedman(const std::vector<std::vector<double>>& values);

}  // namespace results
