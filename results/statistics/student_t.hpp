#pragma once

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace results {

/// The t that Student's distribution exceeds with probability `upper_tail`.
inline double student_t_quantile(double freedom, double upper_tail) {
  return boost::math::quantile(boost::math::complement(boost::math::students_t(freedom), upper_tail));
}

/// Two-sided p-value.
inline double student_t_p(double t, double freedom) {
  if (std::isinf(t)) return 0;
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(t)));
}

}  // namespace results
