#pragma once

#include <cstddef>

namespace results {

/// A share of `of` with its exact two-sided interval: Clopper and Pearson, Biometrika 26 (1934) 404. Bounds
/// of 0 of 0 are 0 and 1.
struct ExactShare {
  std::size_t count = 0;
  std::size_t of = 0;
  double low = 0;
  double high = 1;
  double share() const { return static_cast<double>(count) / static_cast<double>(of); }
};
ExactShare clopper_pearson(std::size_t count, std::size_t of, double confidence = 0.95);

/// Two-sided p of `count` of `of` when each has the probability `chance`: the sum over all outcomes that are
/// no more likely than this one (with a relative tolerance of 1e-7, as R's binom.test). 1 for 0 of 0.
double exact_binomial_p(std::size_t count, std::size_t of, double chance = 0.5);

}  // namespace results
