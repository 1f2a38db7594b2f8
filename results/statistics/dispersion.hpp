#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace results {

/// `right` of `of`, in one replicate.
struct CountOf {
  std::size_t right = 0;
  std::size_t of = 0;
};

/// Do counts of several replicates scatter as binomial ones of a common share do? Σ (x − n p̂)² / (n p̂ (1 −
/// p̂)) by the chi-square distribution with replicates − 1 degrees of freedom: Fisher's index of dispersion
/// for the binomial, Snedecor and Cochran, Statistical Methods (7th ed., 1980), 11.7.
struct Dispersion {
  double chi_square = 0;
  std::size_t degrees_of_freedom = 0;
  double p_more = 1;  // of scattering at least as much
};
/// One replicate, or a pooled share of 0 or 1: nothing to tell, p-values of 1.
Dispersion dispersion(std::span<const CountOf> counts);

}  // namespace results
