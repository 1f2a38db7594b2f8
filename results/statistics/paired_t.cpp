#include "results/statistics/paired_t.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <boost/math/distributions/normal.hpp>

#include "results/statistics/student_t.hpp"

namespace results {
namespace {

constexpr double kUpperTail = 0.025;  // of 95 % intervals
constexpr double kNoSpread = 1e-9;    // rounding of differences

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double sd_of(std::span<const double> values) {
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / (static_cast<double>(values.size()) - 1));
}

/// Hedges' factor for ν degrees of freedom.
double small_sample_correction(double freedom) { return 1 - 3 / (4 * freedom - 1); }

double standardised(double mean, double sd, double freedom) {
  return sd > kNoSpread && freedom > 1 ? mean / sd * small_sample_correction(freedom)
                                       : std::numeric_limits<double>::quiet_NaN();
}

/// Widens the interval by Bonett and Price's of as few discordant samples as the difference can have.
void widen(PairedT& test, const DiscordantSamples& samples) {
  const double right = std::abs(test.mean) * samples.tests;  // net
  const double more = ((samples.least + right) / 2 + 1) / (samples.tests + 2);
  const double fewer = ((samples.least - right) / 2 + 1) / (samples.tests + 2);
  const double centre = std::copysign(more - fewer, test.mean);
  const double variance = (more + fewer - (more - fewer) * (more - fewer)) / (samples.tests + 2);
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), kUpperTail));
  const double half = z * std::sqrt(variance);
  test.low = std::max(-1.0, std::min(test.low, centre - half));
  test.high = std::min(1.0, std::max(test.high, centre + half));
}

}  // namespace

PairedT paired_t(std::span<const double> a, std::span<const double> b, const DiscordantSamples& samples) {
  if (a.size() != b.size()) throw std::invalid_argument("paired numbers without their partners");
  PairedT test;
  test.n = a.size();
  if (a.empty()) return test;
  std::vector<double> differences(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) differences[i] = a[i] - b[i];
  test.mean = mean_of(differences);
  if (test.n == 1) return test;
  const auto freedom = static_cast<double>(test.n - 1);
  test.sd = sd_of(differences);
  const double error = test.sd / std::sqrt(static_cast<double>(test.n));
  const double half = student_t_quantile(freedom, kUpperTail) * error;
  test.low = test.mean - half;
  test.high = test.mean + half;
  if (std::abs(test.mean) < kNoSpread) {
    test.p = 1;
  } else if (test.sd > kNoSpread) {
    test.p = student_t_p(test.mean / error, freedom);
  } else if (samples.tests > 0) {
    test.p = 0;  // for now
  }
  if (samples.tests > 0) {
    test.p = std::min(1.0, std::max(test.p, std::exp2(1 - samples.least)));
    widen(test, samples);
  }
  test.g_z = standardised(test.mean, test.sd, freedom);
  test.g_av = standardised(test.mean, (sd_of(a) + sd_of(b)) / 2, 2 * freedom);
  return test;
}

double least_detectable(const PairedT& test, double p) {
  if (test.n < 2) return std::numeric_limits<double>::quiet_NaN();
  const auto n = static_cast<double>(test.n);
  return student_t_quantile(n - 1, p / 2) * test.sd / std::sqrt(n);
}

}  // namespace results
