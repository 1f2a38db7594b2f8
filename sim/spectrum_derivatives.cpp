#include "sim/spectrum_derivatives.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "sim/detection_time.hpp"
#include "sim/factor_blocks.hpp"
#include "sim/series_terms.hpp"
#include "sim/spectral_transform.hpp"

namespace sim {
namespace {

constexpr double k = radians_per_ps_per_cm1;

using Order = SeriesTerms::Order;

// Derivatives of the logarithm of a term's factor on a time axis, (√a v)ⁿ e^{−g}, for one component with a =
// (k Δ τ)², x = t/τ, v = 1 − e^{−x}, g = a (e^{−x} + x − 1).
double by_delta(const Kubo& c, int n, double t) { return n - 2 * line_shape({&c, 1}, t); }

double by_tau(const Kubo& c, int n, double t) {
  const double x = t / c.tau_ps;
  const double shrinking = x > 0 ? x / std::expm1(x) : 1;  // −∂ ln v/∂ ln τ
  return n * (1 - shrinking) - 2 * line_shape({&c, 1}, t) + c.strength() * x * forgotten(c, t);
}

int order_of(const Order& order, std::size_t component) { return component == 0 ? order.n : order.m; }

}  // namespace

SpectrumDerivatives::SpectrumDerivatives(const Axes& axes, const Physics& physics,
                                         const std::vector<Kubo>& all_components) {
  axes.validate();
  physics.validate();
  if (all_components.empty() || !(all_components[0].delta_cm1 > 0))
    throw std::invalid_argument("simulator: derivatives need a first component with a positive delta");
  const std::int64_t points = detection_points(physics, all_components, axes.pump_times_ps.back());
  const SpectralTransform transform(physics, axes.frequencies_cm1, points);
  const SeriesTerms series(physics, axes.pump_times_ps, transform, all_components);
  const FactorBlocks make(axes, physics, series);
  terms = static_cast<std::int64_t>(series.orders.size());

  const auto add = [](auto& blocks, auto block) {
    blocks.push_back(std::move(block));
    return blocks.size() - 1;
  };
  const auto one = [](const Order&, double) { return 1.0; };
  const std::size_t w = add(waiting, make.waiting(one));
  const std::size_t s = add(spectral, make.spectral(transform, Turn::NONE, one));
  const std::size_t p = add(pump, make.pump(one));

  const auto kubo = [&](std::size_t place, Parameter delta, Parameter tau) {
    const Kubo c = series.components[place];
    const auto delta_weight = [&](const Order& o, double t) { return by_delta(c, order_of(o, place), t); };
    products.push_back({delta, w, add(spectral, make.spectral(transform, Turn::NONE, delta_weight)), p});
    products.push_back({delta, w, s, add(pump, make.pump(delta_weight))});
    const auto tau_weight = [&](const Order& o, double t) { return by_tau(c, order_of(o, place), t); };
    products.push_back({tau, w, add(spectral, make.spectral(transform, Turn::NONE, tau_weight)), p});
    products.push_back({tau, w, s, add(pump, make.pump(tau_weight))});
    const auto memory = [&](const Order& o, double t) { return order_of(o, place) * t / c.tau_ps; };
    products.push_back({tau, add(waiting, make.waiting(memory)), s, p});
  };
  kubo(0, Parameter::DELTA, Parameter::TAU);
  products.push_back({Parameter::AMPLITUDE, w, s, p});

  std::optional<SpectralTransform> excited;  // the 1–2 pathway alone
  if (physics.amplitude_12 != 0) {
    Physics alone = physics;
    alone.amplitude_01 = 0;
    excited.emplace(alone, axes.frequencies_cm1, points);
    products.push_back(
        {Parameter::AMPLITUDE_12, w, add(spectral, make.spectral(*excited, Turn::NONE, one)), p});
  }
  using namespace std::complex_literals;
  products.push_back({Parameter::W01, w, add(spectral, make.spectral(transform, Turn::FORWARD, one)), p});
  products.push_back(
      {Parameter::W01, w, s, add(pump, make.pump([](const Order&, double t) { return 1i * (k * t); }))});
  if (excited)
    products.push_back(
        {Parameter::ANHARMONICITY, w, add(spectral, make.spectral(*excited, Turn::BACKWARD, one)), p});
  products.push_back({Parameter::PHASE, w, s, add(pump, make.pump([](const Order&, double) { return 1i; }))});
  if (std::isfinite(physics.lifetime_ps)) {
    const auto decay = [&](const Order&, double t) { return t / physics.lifetime_ps; };
    products.push_back({Parameter::LIFETIME, add(waiting, make.waiting(decay)), s, p});
    if (excited)
      products.push_back(
          {Parameter::LIFETIME, w, add(spectral, make.spectral(*excited, Turn::NONE, decay)), p});
  }
  if (std::isfinite(physics.dephasing_ps)) {
    const auto decay = [&](const Order&, double t) { return t / physics.dephasing_ps; };
    products.push_back(
        {Parameter::DEPHASING, w, add(spectral, make.spectral(transform, Turn::NONE, decay)), p});
    products.push_back({Parameter::DEPHASING, w, s, add(pump, make.pump(decay))});
  }
  if (series.components.size() > 1) kubo(1, Parameter::SECOND_DELTA, Parameter::SECOND_TAU);
}

std::vector<Parameter> SpectrumDerivatives::parameters() const {
  std::vector<Parameter> all;
  for (const Product& product : products)
    if (std::find(all.begin(), all.end(), product.parameter) == all.end()) all.push_back(product.parameter);
  return all;
}

std::complex<double> SpectrumDerivatives::value(Parameter parameter, std::int64_t frequency,
                                                std::int64_t waiting_time, std::int64_t pump_time) const {
  std::complex<double> sum = 0;
  for (const Product& product : products) {
    if (product.parameter != parameter) continue;
    const auto& waits = waiting[product.waiting];
    const auto& spectra = spectral[product.spectral];
    const auto& pumps = pump[product.pump];
    const std::size_t n = terms;
    for (std::size_t i = 0; i < n; ++i)
      sum += waits[i * (waits.size() / n) + waiting_time] * spectra[i * (spectra.size() / n) + frequency] *
             pumps[i * (pumps.size() / n) + pump_time];
  }
  return sum;
}

}  // namespace sim
