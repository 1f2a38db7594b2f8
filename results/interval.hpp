#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace results {

enum class IntervalMethod {
  STUDENT_T,  // over replicates
  SCORE_T,    // of a share of test samples, over replicates that draw their own
  SCORE,      // the same where replicates do not differ at all
  WILSON,     // of a share of test samples, for a single replicate
  NONE        // a single value that is no share: low and high are NaN
};

/// For footnotes.
std::string_view description(IntervalMethod method);

/// A mean of n replicates with its two-sided 95 % confidence interval.
struct Interval {
  std::size_t n = 0;
  double mean = std::numeric_limits<double>::quiet_NaN();
  double sd = std::numeric_limits<double>::quiet_NaN();  // of the sample, with n - 1
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  IntervalMethod method = IntervalMethod::NONE;
};

inline constexpr double kConfidence = 0.95;

/// mean ± t(n - 1, 97.5 %) sd / √n: Student, Biometrika 6 (1908) 1. It speaks of the spread between
/// replicates (draws of samples, noise and initial weights). One value gives method NONE. No value, n = 0.
Interval student_t_interval(std::span<const double> values);

/// The score interval of a share of `samples` independent samples: Wilson, J. Am. Stat. Assoc. 22 (1927) 209.
/// It speaks of the test samples only, not of how training could have gone; n is 1.
Interval wilson_interval(double share, double samples);

/// The interval of a mean share (test accuracy) over replicates of which each was trained anew and tested on
/// samples of its own: all p with (mean − p)² ≤ (t² sd²/n) · p(1 − p)/(mean(1 − mean)), t with n − 1 degrees
/// of freedom. That is Wilson's score interval with the effective number of samples mean(1 − mean)n/sd², as
/// surveys estimate it from clusters (Korn and Graubard, Surv. Methodol. 24 (1998) 193), and Student's t for
/// its normal quantile: Student's interval away from 0 and 1, and inside of them near either. Where all
/// replicates are equal, sd says nothing: then it is Wilson's, of all test samples together. A single
/// replicate: wilson_interval. docs/statistics.md has its coverage.
Interval share_interval(std::span<const double> shares, std::span<const double> samples);

/// Of what the scatter between replicates of a share is made: sd² = test_set² + replicates².
struct ScatterParts {
  double test_set =
      std::numeric_limits<double>::quiet_NaN();  // sd that finite test sets give: √(p(1 − p)/samples)
  double replicates =
      std::numeric_limits<double>::quiet_NaN();  // sd of the rest: training, draws; at least 0
};

/// `samples`: test samples of a replicate. NaN for replicates where there is only one.
ScatterParts scatter_parts(const Interval& interval, double samples);

}  // namespace results
