#include "sim/blurred_region.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>

namespace sim {
namespace {

constexpr double far = 6;  // the standard normal beyond it is negligible: 1e-9

double normal_density(double x) {
  return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

double normal_below(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

// ∫ normal_below up to x.
double normal_below_sum(double x) { return x * normal_below(x) + normal_density(x); }

// Halves an interval until both rules of 7 and 15 points agree.
template <typename Function>
double adaptive(const Function& function, double low, double high, double tolerance, int halvings) {
  double error = 0;
  const double value =
      boost::math::quadrature::gauss_kronrod<double, 15>::integrate(function, low, high, 0, 0, &error);
  if (halvings == 0 || error <= tolerance) return value;
  const double middle = (low + high) / 2;
  return adaptive(function, low, middle, tolerance, halvings - 1) +
         adaptive(function, middle, high, tolerance, halvings - 1);
}

}  // namespace

// ∫ φ(y − along · u) f(centre, half width) du / area of the unit region; u = sin t for a disc: smooth at its
// ends. size: how large f is.
template <typename Function>
double BlurredRegion::integral(double y, double size, const Function& function) const {
  const bool disc = kind_ == Difference::EUCLIDEAN;
  const double area = disc ? std::numbers::pi : 4;
  const auto [low, high] = seen_from(y);
  const auto at = [&](double u, double width) {
    return normal_density(y - shape_.along * u) / area * function(shape_.slant * u, shape_.across * width);
  };
  const double tolerance = 1e-6 * size * std::min(1.0, 1 / shape_.along);
  constexpr int halvings = 16;
  // Three pieces of the normal density first, so that both rules agree at once where nothing else is steep.
  double sum = 0;
  double from = low;
  for (const double side : {-2.0, 2.0, 2 * far}) {
    const double to = shape_.along > 0 ? std::clamp((y + side) / shape_.along, from, high) : high;
    if (to > from && disc)
      sum += adaptive([&](double t) { return at(std::sin(t), std::cos(t)) * std::cos(t); }, std::asin(from),
                      std::asin(to), tolerance, halvings);
    if (to > from && !disc)
      sum += adaptive([&](double u) { return at(u, 1); }, from, to, tolerance, halvings);
    from = to;
  }
  return sum;
}

std::pair<double, double> BlurredRegion::seen_from(double y) const {
  if (!(shape_.along > 0)) return {-1, 1};
  const double nearest = std::clamp(y / shape_.along, -1.0, 1.0);
  return {std::max(-1.0, nearest - far / shape_.along), std::min(1.0, nearest + far / shape_.along)};
}

double BlurredRegion::width(double u) const {
  return kind_ == Difference::MAXIMUM ? 1 : std::sqrt(std::max(0.0, 1 - u * u));
}

// The least distance from x to either edge within [low, high]: the edges bend outwards, so at its ends.
double BlurredRegion::depth(double x, double low, double high) const {
  double least = INFINITY;
  for (const double u : {low, high})
    least = std::min(least, shape_.across * width(u) - std::abs(x - shape_.slant * u));
  return least;
}

double BlurredRegion::density(double x, double y) const {
  const auto [low, high] = seen_from(y);
  const bool ends_unseen = low > -1 && high < 1;
  if (ends_unseen && depth(x, low, high) > far) {
    const double area = kind_ == Difference::EUCLIDEAN ? std::numbers::pi : 4;
    return 1 / (area * shape_.across * shape_.along);
  }
  return integral(y, std::min(1.0, 1 / shape_.across), [&](double centre, double half) {
    return (normal_below(centre + half - x) - normal_below(centre - half - x)) / shape_.across;
  });
}

double BlurredRegion::below(double x, double y) const {
  return integral(y, 1, [&](double centre, double half) {
    return (normal_below_sum(x - centre + half) - normal_below_sum(x - centre - half)) / shape_.across;
  });
}

double BlurredRegion::half_width(double y) const {
  return shape_.across * width(shape_.along > 0 ? std::min(1.0, std::abs(y) / shape_.along) : 0);
}

double BlurredRegion::middle(double y) const {
  const double mass = integral(y, shape_.across, [](double, double half) { return half; });
  const double moment = integral(y, shape_.across * std::abs(shape_.slant),
                                 [](double centre, double half) { return centre * half; });
  return mass > 0 ? moment / mass : 0;
}

}  // namespace sim
