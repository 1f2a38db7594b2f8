#include "results/statistics/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <random>

#include "results/statistics/isotonic.hpp"

namespace results {
namespace {

constexpr std::size_t kDraws = 2000;
constexpr std::uint64_t kSeed = 20232;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

double crossing_of(const MeasuredCurve& curve, const std::vector<double>& means, const Threshold& threshold,
                   double shift) {
  const std::vector<double> fit = falling_fit(means, curve.weight);
  const double level = (threshold.absolute ? threshold.drop : means.front() - threshold.drop) + shift;
  const auto below =
      std::find_if(fit.begin(), fit.end(), [&](double value) { return value < level; }) - fit.begin();
  const auto i = static_cast<std::size_t>(below);
  if (i == 0) return -kInfinity;
  if (i == fit.size()) return kInfinity;
  return curve.x[i - 1] + (curve.x[i] - curve.x[i - 1]) * (fit[i - 1] - level) / (fit[i - 1] - fit[i]);
}

/// Not the distributions of the standard library, which are others in every library.
class Draws {
 public:
  /// Box and Muller, Ann. Math. Stat. 29 (1958) 610.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }
  /// √(ν/χ²) for whole ν: what makes a normal error one of Student's t.
  double t_scale(double degrees_of_freedom) {
    if (std::isinf(degrees_of_freedom)) return 1;
    double chi_square = 0;
    for (double i = 0; i < degrees_of_freedom; ++i) chi_square += std::pow(normal(), 2);
    return std::sqrt(degrees_of_freedom / chi_square);
  }

 private:
  double uniform() { return (static_cast<double>(generator_() >> 11U) + 0.5) * 0x1p-53; }
  std::mt19937_64 generator_{kSeed};
};

}  // namespace

Crossing crossing(const MeasuredCurve& curve, const Threshold& threshold, double confidence) {
  Crossing result;
  if (curve.x.empty()) return result;
  result.at = crossing_of(curve, curve.mean, threshold, 0);
  if (std::any_of(curve.degrees_of_freedom.begin(), curve.degrees_of_freedom.end(),
                  [](double df) { return !(df > 0); })) {
    return result;
  }
  Draws draw;
  std::vector<double> crossings;
  for (std::size_t i = 0; i < kDraws; ++i) {
    std::vector<double> means = curve.mean;
    std::map<double, double> scales;  // by degrees of freedom
    for (std::size_t k = 0; k < means.size(); ++k) {
      const auto [scale, is_new] = scales.try_emplace(curve.degrees_of_freedom[k], 1);
      if (is_new) scale->second = draw.t_scale(scale->first);
      means[k] += scale->second * curve.standard_error[k] * draw.normal();
    }
    double shift = 0;
    if (curve.common_degrees_of_freedom > 0) {
      shift = curve.common_standard_error * draw.t_scale(curve.common_degrees_of_freedom) * draw.normal();
    }
    crossings.push_back(crossing_of(curve, means, threshold, shift));
  }
  std::sort(crossings.begin(), crossings.end());
  const auto beyond = static_cast<std::size_t>((1 - confidence) / 2 * static_cast<double>(kDraws));
  result.low = crossings[beyond];
  result.high = crossings[kDraws - 1 - beyond];
  return result;
}

}  // namespace results
