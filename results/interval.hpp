#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace results {

enum class IntervalMethod {
  STUDENT_T,  // over replicates
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

}  // namespace results
