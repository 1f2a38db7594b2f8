#include "sim/best_accuracy.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/blurred_region.hpp"

namespace sim {
namespace {

// A quantity that is not negative, but for rounding.
double root(double x) { return std::sqrt(std::max(x, 0.0)); }

// Same is uniform in the inner region; Different is uniform in the outer one without it, of areas A: saying
// Same where the inner density exceeds the outer one (the outer region's, inner included) puts right
//   ½ + ½ · A_outer / (A_outer − A_inner) · ∫ max(inner density − outer density, 0).
struct Regions {
  BlurredRegion inner, outer;
  double reach;   // of the inner one: lines beyond |y| = reach pass it by
  double spread;  // how wide its edge is blurred along a line

  double excess(double x, double y) const { return inner.density(x, y) - outer.density(x, y); }

  // Where the excess falls through 0 on one side of `middle`, where it is positive: near the inner region's
  // own edge.
  double edge(double middle, double side, double y) const {
    const auto logarithm = [&](double x) {
      constexpr double tiny = 1e-290;
      return std::log(inner.density(x, y) + tiny) - std::log(outer.density(x, y) + tiny);
    };
    double inside = middle + side * inner.half_width(y);
    double outside = inside;
    for (double step = spread; excess(outside, y) > 0; step *= 2) outside = inside + side * step;
    for (double step = spread; inside == outside || !(excess(inside, y) > 0); step *= 2) {
      inside = outside - side * step;
      if (side * (inside - middle) <= 0) {
        inside = middle;
        break;
      }
    }
    const double low = std::min(inside, outside);
    const double high = std::max(inside, outside);
    const double at_low = logarithm(low);
    const double at_high = logarithm(high);
    // One of them is the edge already, to rounding.
    if (!(at_low * at_high < 0)) return std::abs(at_low) < std::abs(at_high) ? low : high;
    std::uintmax_t steps = 40;
    const double close = 1e-2 * spread;
    const auto [a, b] = boost::math::tools::toms748_solve(
        logarithm, low, high, at_low, at_high, [close](double l, double h) { return h - l < close; }, steps);
    return (a + b) / 2;
  }

  // ∫ max(excess, 0) dx on a line. It is positive between two points, or nowhere.
  double line(double y) const {
    const double middle = inner.middle(y);
    if (!(excess(middle, y) > 0)) return 0;
    const double right = edge(middle, 1, y);
    const double left = edge(middle, -1, y);
    return inner.below(right, y) - inner.below(left, y) - outer.below(right, y) + outer.below(left, y);
  }

  // Over all lines: twice those with y > 0.
  double integral(Difference kind) const {
    // Lines change on the scale of the noise near the region's end. In front of it those of a square are all
    // the same, and those of a disc change slowly.
    constexpr double near = 8;
    double sum = 0;
    std::vector<double> panels;
    if (kind == Difference::MAXIMUM && reach > near)
      sum += (reach - near) * line(0);
    else
      panels.push_back(0);
    for (const double step : {-near, -4.0, -1.5, 0.0, 1.5, 4.0, near})
      if (reach + step > 0) panels.push_back(reach + step);
    if (kind == Difference::EUCLIDEAN)
      for (double back = 3 * near; back < reach; back *= 3) panels.push_back(reach - back);
    std::sort(panels.begin(), panels.end());
    for (std::size_t i = 0; i + 1 < panels.size(); ++i)
      sum += boost::math::quadrature::gauss<double, 15>::integrate([this](double y) { return line(y); },
                                                                   panels[i], panels[i + 1]);
    return 2 * sum;
  }
};

}  // namespace

double best_accuracy(const Information& information, const PopulationSettings& population) {
  population.validate();
  if (!(std::isfinite(information.delta) && std::isfinite(information.mixed) &&
        std::isfinite(information.tau)))
    throw std::invalid_argument("best accuracy: the information is not finite");
  // F = L Lᵀ, from the parameter that is known better: percent differences (v, u) are seen at Lᵀ (v, u) with
  // noise 1 in either direction.
  const double first = std::max(information.delta, information.tau);
  const double second = std::min(information.delta, information.tau);
  if (!(first > 0)) return 0.5;
  const double across = std::sqrt(first);
  const double slant = information.mixed / across;
  const double along = root(second - slant * slant);
  const double inside = population.threshold_percent / 100;
  const double limit = population.limit_percent / 100;
  // With little noise only the border counts, and what is missing is proportional to the noise.
  constexpr double little = 100;
  if (const double times = along * inside / little; times > 1)
    return 1 - (1 - best_accuracy(1 / (times * times) * information, population)) / times;
  const auto region = [&](double size) {
    return BlurredRegion(population.difference, {across * size, slant * size, along * size});
  };
  const double spread = along > 0 ? std::hypot(1.0, slant / along) : INFINITY;
  const Regions regions{region(inside), region(limit), along * inside,
                        std::min(spread, 1 + std::abs(slant) * inside)};
  const double ring = 1 - (inside / limit) * (inside / limit);
  return std::clamp(0.5 + 0.5 / ring * regions.integral(population.difference), 0.5, 1.0);
}

double best_accuracy(const Information& at_snr_1, double snr, const PopulationSettings& population) {
  if (!(snr >= 0)) throw std::invalid_argument("best accuracy: the SNR must be 0 or more");
  if (snr == 0) return 0.5;
  if (std::isfinite(snr)) return best_accuracy(snr * snr * at_snr_1, population);
  const double all = at_snr_1.delta * at_snr_1.tau;
  if (all - at_snr_1.mixed * at_snr_1.mixed > 1e-11 * all) return 1;
  const double most = std::max(at_snr_1.delta, at_snr_1.tau);
  constexpr double plenty = 1e10;  // σ = 1e-5 of the value: the limit to 1e-4
  return most > 0 ? best_accuracy(plenty / most * at_snr_1, population) : 0.5;
}

}  // namespace sim
