#include "sim/clean_bound.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "sim/detection_time.hpp"
#include "sim/separable_series.hpp"

namespace sim {
namespace {

// 2 ∫ e^{−g(t3) − t3/T2} (|A01| + |A12| e^{−t3/T1}) dt3 bounds |S| everywhere: the integral of |R| + |NR|
// over t3 falls with t1 and with Tw (docs/simulator.md). A coarse grid and a 2 % margin are enough for
// passing samples over.
double envelope_integral(const Physics& p, const std::vector<Kubo>& components, std::int64_t points) {
  constexpr std::int64_t stride = 4;
  double sum = 0;
  for (std::int64_t j = 0; j < points; j += stride) {
    const double t3 = p.t3_step_ps * static_cast<double>(j);
    const double value =
        std::exp(-line_shape(components, t3) - t3 / p.dephasing_ps) *
        (std::abs(p.amplitude_01) + std::abs(p.amplitude_12) * std::exp(-t3 / p.lifetime_ps));
    sum += j == 0 ? value / 2 : value;
  }
  return 1.02 * 2 * sum * p.t3_step_ps * stride;
}

// Everything of one waiting time.
Sampling whole_waiting_time(const Axes& axes, std::int64_t waiting_time) {
  Sampling sampling = Sampling::full(axes);
  sampling.waiting_times = {waiting_time};
  return sampling;
}

}  // namespace

double clean_bound(const Axes& axes, const Physics& physics, const Population& population,
                   std::int64_t points) {
  const std::int64_t samples = population.size();
  std::vector<double> ceilings(samples);
  at::parallel_for(0, samples, 16, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i < last; ++i)
      ceilings[i] = envelope_integral(physics, population.components(i), points);
  });
  std::vector<std::int64_t> order(samples);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return ceilings[a] > ceilings[b]; });

  const SeparableSeries series(axes, physics, whole_waiting_time(axes, 0), points);
  constexpr std::int64_t at_once = 16;
  double largest = 0;
  for (std::int64_t first = 0; first < samples && ceilings[order[first]] > largest; first += at_once) {
    const std::int64_t count = std::min(at_once, samples - first);
    std::vector<std::vector<Kubo>> components;
    for (std::int64_t i = 0; i < count; ++i) components.push_back(population.components(order[first + i]));
    const std::vector<SeparableSpectrum> spectra = series.expand(components);
    std::vector<double> bounds(count);
    at::parallel_for(0, count, 1, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) bounds[i] = spectra[i].bound(0);
    });
    largest = std::max(largest, *std::max_element(bounds.begin(), bounds.end()));
  }
  return largest;
}

double spectrum_peak(const Axes& axes, const Physics& physics, const std::vector<Kubo>& components) {
  const std::int64_t points = detection_points(physics, components, axes.pump_times_ps.back());
  const SeparableSpectrum spectrum =
      SeparableSeries(axes, physics, Sampling::full(axes), points).expand(components);
  double peak = 0;
  // The bound falls with the waiting time: usually the first one settles it.
  for (std::int64_t k = 0; k < axes.waiting_times() && spectrum.bound(k) > peak; ++k)
    peak = std::max(peak, spectrum.peak(k));
  return peak;
}

}  // namespace sim
