#include "sim/factor_blocks.hpp"

#include <cmath>

namespace sim {
namespace {

constexpr double k = radians_per_ps_per_cm1;

using Order = SeriesTerms::Order;

}  // namespace

std::vector<double> FactorBlocks::waiting(const Weight& weight) const {
  std::vector<double> rows;
  for (const Order& order : series_.orders) {
    double rate = 1 / physics_.lifetime_ps;
    if (order.n > 0) rate += order.n / series_.components[0].tau_ps;
    if (order.m > 0) rate += order.m / series_.components[1].tau_ps;
    for (const double wait : axes_.waiting_times_ps)
      rows.push_back(weight(order, wait) * std::exp(-wait * rate));
  }
  return rows;
}

std::vector<std::complex<double>> FactorBlocks::pump(
    const std::function<std::complex<double>(const Order&, double)>& weight) const {
  std::vector<std::complex<double>> rows;
  for (std::size_t n = 0; n < series_.orders.size(); ++n)
    for (std::size_t i = 0; i < axes_.pump_times_ps.size(); ++i) {
      const double t = axes_.pump_times_ps[i];
      const double envelope = series_.pumps[n * axes_.pump_times_ps.size() + i];
      const std::complex<double> p = std::polar(envelope, k * (physics_.w01_cm1 - physics_.w_rot_cm1) * t);
      const bool even = series_.orders[n].parity() == Parity::EVEN;
      rows.push_back(weight(series_.orders[n], t) * (even ? p : p * std::complex<double>(0, 1)));
    }
  return rows;
}

// 2 Re F3 for even orders, −2 Im F3 for odd ones. A factor i swaps them: 2 Re iF = −2 Im F, −2 Im iF = −2
// Re F.
std::vector<double> FactorBlocks::spectral(const SpectralTransform& transform, Turn turn,
                                           const Weight& weight) const {
  const std::int64_t points = series_.points;
  const std::int64_t frequencies = transform.frequencies();
  std::vector<double> envelopes(series_.envelopes.size());
  std::vector<double> rows(series_.orders.size() * frequencies);
  std::vector<SpectralTransform::Job> even;
  std::vector<SpectralTransform::Job> odd;
  for (std::size_t n = 0; n < series_.orders.size(); ++n) {
    const Order& order = series_.orders[n];
    const bool is_even = order.parity() == Parity::EVEN;
    const double direction = turn == Turn::NONE ? 1 : (turn == Turn::FORWARD) == is_even ? k : -k;
    for (std::int64_t i = 0; i < points; ++i) {
      const double t = physics_.t3_step_ps * static_cast<double>(i);
      const double factor = turn == Turn::NONE ? 1 : direction * t;
      envelopes[n * points + i] = series_.envelopes[n * points + i] * factor * weight(order, t);
    }
    (is_even == (turn == Turn::NONE) ? even : odd)
        .push_back({envelopes.data() + n * points, 1, points, rows.data() + n * frequencies});
  }
  transform.transform(Parity::EVEN, even);
  transform.transform(Parity::ODD, odd);
  return rows;
}

}  // namespace sim
