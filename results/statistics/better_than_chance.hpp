#pragma once

#include <cstddef>
#include <span>

namespace results {

/// One-sided p-value of a share of right wells against a chance share: the binomial test with half as many
/// wells as there are, P(Binomial(⌊n/2⌋, chance) ≥ ⌊share · ⌊n/2⌋⌋).
///
/// Why half: in two-fold evaluation each half is judged by a network that the other half trained, so hits
/// may rise and fall together, in the worst case as much as if every well counted twice (the variance of a
/// sum of two is at most twice the sum of their variances). Rounding is towards larger p, and so is taking
/// the mean of several trials for a single one. See docs/statistics.md.
double p_better_than_chance(double right_share, double chance_share, std::size_t wells);

/// Permuted measurements that a p-value needs to be able to reach 5 %.
inline constexpr std::size_t kLeastPermuted = 19;

/// (1 + how many of `permuted` reach `measured`) / (1 + how many there are): Phipson and Smyth, Stat. Appl.
/// Genet. Mol. Biol. 9 (2010) 39. NaN for fewer than kLeastPermuted.
double permutation_p(double measured, std::span<const double> permuted);

}  // namespace results
