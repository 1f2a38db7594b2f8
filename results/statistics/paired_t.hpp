#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace results {

/// What test samples say of the differences between two classifiers that both judged them, when it is
/// only known how the numbers of right answers differ.
struct DiscordantSamples {
  double least = 0;  // Σ |difference of right answers|: at least so many samples were judged differently
  double tests = 0;  // samples judged by both
};

/// A mean of paired differences, a − b, by replicate: is it zero?
struct PairedT {
  std::size_t n = 0;  // pairs
  double mean = std::numeric_limits<double>::quiet_NaN();
  double sd = std::numeric_limits<double>::quiet_NaN();   // of the differences
  double low = std::numeric_limits<double>::quiet_NaN();  // two-sided 95 %, of this difference alone
  double high = std::numeric_limits<double>::quiet_NaN();
  double p = std::numeric_limits<double>::quiet_NaN();  // two-sided; NaN for a single pair
  // NaN where nothing scatters, or ν = 1.
  /// mean/sd, times J: the difference in units of how much it scatters.
  double g_z = std::numeric_limits<double>::quiet_NaN();
  /// mean/((sd of a + sd of b)/2), times J: in units of how much either scatters between replicates.
  double g_av = std::numeric_limits<double>::quiet_NaN();
};

/// Student's paired t test with its interval (Biometrika 6 (1908) 1), and the effect sizes of Lakens, Front.
/// Psychol. 4 (2013) 863, with Hedges' correction J = 1 − 3/(4ν − 1): ν = n − 1 for g_z, 2(n − 1) for g_av.
///
/// Few replicates may agree by chance to the very sample, and t would be sure of anything. So p is never
/// below that of an exact McNemar test with `least` discordant samples all on one side (2^(1−least)), and the
/// interval covers that of Bonett and Price, J. Educ. Behav. Stat. 37 (2012) 479, with these counts. Without
/// samples (tests 0) there is neither, and no p for differences that do not scatter. Throws
/// std::invalid_argument for lists of different sizes.
PairedT paired_t(std::span<const double> a, std::span<const double> b, const DiscordantSamples& samples);

/// The smallest |mean| that would reach p ≤ `p` were the differences to scatter as they did: t · sd / √n.
double least_detectable(const PairedT& test, double p);

}  // namespace results
