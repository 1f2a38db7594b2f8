#include "sim/series_terms.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "sim/detection_time.hpp"

namespace sim {
namespace {

constexpr double largest_exponent = 600;  // e^600: beyond it float64 runs out of range
constexpr int largest_order = 512;
constexpr std::size_t most_terms = 8192;
// Of physics.tolerance · (bound of the first term): the bound overstates the peak by less than 2.
constexpr double dropped_share = 0.3;

[[noreturn]] void too_slow() {
  throw std::invalid_argument(
      "simulator: a component's (k·delta·tau)² reaches so far that the separable series needs too many "
      "terms; use a "
      "smaller delta or tau, shorter pump times, or a larger tolerance");
}

// What the recursion over orders needs on one time axis.
struct Ladder {
  std::vector<double> base;                 // e^{−g − t/T2}: the factor of order 0, [points]
  std::vector<std::vector<double>> ratios;  // per component √a (1 − e^{−t/τ}), [points]

  template <typename Time>
  Ladder(std::span<const Kubo> components, std::int64_t points, double dephasing_ps, Time time) {
    base.resize(points);
    for (std::int64_t i = 0; i < points; ++i)
      base[i] = std::exp(-line_shape(components, time(i)) - time(i) / dephasing_ps);
    for (const Kubo& c : components) {
      std::vector<double> ratio(points);
      const double root = std::sqrt(c.strength());
      for (std::int64_t i = 0; i < points; ++i) ratio[i] = root * forgotten(c, time(i));
      ratios.push_back(std::move(ratio));
    }
  }

  // rows[to] = rows[from] · ratio / √order.
  void climb(std::vector<double>& rows, std::int64_t from, int component, int order) const {
    const std::int64_t points = static_cast<std::int64_t>(base.size());
    const std::int64_t to = static_cast<std::int64_t>(rows.size());
    rows.resize(to + points);
    const double scale = 1 / std::sqrt(static_cast<double>(order));
    for (std::int64_t i = 0; i < points; ++i)
      rows[to + i] = rows[from * points + i] * (ratios[component][i] * scale);
  }
};

template <typename Row>
void keep_rows(std::vector<Row>& rows, std::int64_t width, const std::vector<std::int64_t>& kept) {
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i] != static_cast<std::int64_t>(i))
      std::copy_n(rows.begin() + kept[i] * width, width, rows.begin() + static_cast<std::int64_t>(i) * width);
  rows.resize(kept.size() * width);
}

// Indices to keep, ascending: the smallest bounds go as long as they add up to less than `budget`.
std::vector<std::int64_t> prune(const std::vector<double>& bounds, double budget) {
  std::vector<std::int64_t> order(bounds.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return bounds[a] < bounds[b]; });
  std::size_t first = 0;
  for (double sum = 0; first + 1 < order.size() && (sum += bounds[order[first]]) <= budget;) ++first;
  order.erase(order.begin(), order.begin() + static_cast<std::int64_t>(first));
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace

SeriesTerms::SeriesTerms(const Physics& physics, std::span<const double> pump_times_ps,
                         const SpectralTransform& transform, std::span<const Kubo> all_components) {
  for (const Kubo& c : all_components) {
    c.validate();
    if (c.delta_cm1 > 0) components.push_back(c);
  }
  if (components.size() > 2)
    throw std::invalid_argument("simulator: " + std::to_string(components.size()) +
                                " Kubo components were given; one or two are supported");
  points = detection_points(physics, components, pump_times_ps.back());
  if (points > transform.points())
    throw std::logic_error("simulator: the transform was made for " + std::to_string(transform.points()) +
                           " detection times, but a sample needs " + std::to_string(points));
  const Ladder detection(components, points, INFINITY,
                         [&](std::int64_t i) { return physics.t3_step_ps * static_cast<double>(i); });
  const auto pump_count = static_cast<std::int64_t>(pump_times_ps.size());
  const Ladder pump(components, pump_count, physics.dephasing_ps,
                    [&](std::int64_t i) { return pump_times_ps[i]; });
  double exponent = 0;
  for (std::size_t c = 0; c < components.size(); ++c)
    exponent += pump.ratios[c].back() * detection.ratios[c].back();
  if (exponent > largest_exponent) too_slow();

  std::vector<double> bounds;
  const auto bound_last = [&] {
    const double* e = envelopes.data() + envelopes.size() - points;
    const double area = std::inner_product(e, e + points, transform.bounds().data(), 0.0);
    return area * *std::max_element(pumps.end() - pump_count, pumps.end());
  };
  orders.push_back({0, 0});
  envelopes = detection.base;
  pumps = pump.base;
  bounds.push_back(bound_last());
  const double budget = dropped_share * physics.tolerance * bounds[0];

  double previous = bounds[0];
  for (int total = 1; !components.empty(); ++total) {
    // Terms of the order below start at `below`: (total−1, 0), (total−2, 1), …
    const bool two = components.size() == 2;
    const auto below = static_cast<std::int64_t>(orders.size()) - (two ? total : 1);
    double sum = 0;
    for (int m = 0; m <= (two ? total : 0); ++m) {
      const int n = total - m;
      const std::int64_t from = m == 0 ? below : below + m - 1;
      const int component = m == 0 ? 0 : 1;
      const int order = m == 0 ? n : m;
      detection.climb(envelopes, from, component, order);
      pump.climb(pumps, from, component, order);
      orders.push_back({n, m});
      bounds.push_back(bound_last());
      sum += bounds.back();
    }
    // Once orders shrink by half or more each, all that follow add up to less than this one.
    if (sum < 0.05 * budget && sum < 0.5 * previous) break;
    if (total >= largest_order || orders.size() > most_terms) too_slow();
    previous = sum;
  }

  const std::vector<std::int64_t> kept = prune(bounds, 0.9 * budget);
  keep_rows(orders, 1, kept);
  keep_rows(envelopes, points, kept);
  keep_rows(pumps, pump_count, kept);
}

}  // namespace sim
