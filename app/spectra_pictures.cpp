#include "app/spectra_pictures.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <stdexcept>

#include "sim/absorptive.hpp"
#include "sim/clean_bound.hpp"
#include "sim/clean_cube.hpp"
#include "sim/noise.hpp"

namespace app {
namespace {

constexpr double kFaint = 0.02;  // of the largest value: what is fainter everywhere is left out
constexpr double kMargin = 4;    // cm⁻¹ around what is not
constexpr double kPumpStep = 1;  // cm⁻¹, finer than the resolution of the longest pump time

std::vector<std::int64_t> waiting_times(const sim::Axes& axes, double tau_ps) {
  std::vector<std::int64_t> chosen;
  for (const double wait : {0.0, tau_ps, 3 * tau_ps}) {
    const auto& axis = axes.waiting_times_ps;
    const auto nearest = std::min_element(axis.begin(), axis.end(), [wait](double a, double b) {
      return std::abs(a - wait) < std::abs(b - wait);
    });
    const auto index = static_cast<std::int64_t>(nearest - axis.begin());
    if (chosen.empty() || chosen.back() != index) chosen.push_back(index);
  }
  return chosen;
}

void add_noise(at::Tensor& cube, const sim::Sampling& sampling, std::uint64_t key, double sigma) {
  const sim::GaussianNoise noise(key);
  auto* values = static_cast<std::complex<double>*>(cube.data_ptr());
  for (const std::int64_t wait : sampling.waiting_times)
    for (const std::int64_t w : sampling.frequencies)
      for (const std::int64_t t : sampling.pump_times)
        *values++ += sigma * std::complex<double>(noise.at(0, static_cast<std::uint32_t>(w),
                                                           static_cast<std::uint32_t>(wait),
                                                           static_cast<std::uint32_t>(t)));
}

/// First and one past the last place where the largest value over all other axes is not faint, with a margin
/// of one place at least: a single one would be no axis. Throws
/// std::invalid_argument where nothing is to be seen.
std::pair<std::int64_t, std::int64_t> bright(const at::Tensor& largest, std::int64_t margin) {
  const at::Tensor places = at::nonzero(largest > kFaint * largest.max()).view(-1);
  if (places.numel() == 0) throw std::invalid_argument("spectra: there is no signal to show");
  margin = std::max<std::int64_t>(margin, 1);
  return {std::max<std::int64_t>(places.min().item<std::int64_t>() - margin, 0),
          std::min(places.max().item<std::int64_t>() + margin + 1, largest.size(0))};
}

std::vector<double> part(const std::vector<double>& axis, std::pair<std::int64_t, std::int64_t> range) {
  return {axis.begin() + range.first, axis.begin() + range.second};
}

}  // namespace

results::SpectraPictures spectra_pictures(const sim::SpectraConfig& config) {
  const sim::Axes axes = config.cube;
  std::vector<sim::Kubo> components = {config.population.reference};
  if (config.population.second) components.push_back(*config.population.second);
  sim::Sampling sampling = sim::Sampling::full(axes);
  sampling.waiting_times = waiting_times(axes, config.population.reference.tau_ps);
  std::vector<double> pump;
  for (double w = -90; w <= 90; w += kPumpStep) pump.push_back(config.physics.w01_cm1 + w);

  at::Tensor cube =
      sim::as_complex(sim::clean_cube(axes, config.physics, components, sampling, at::kDouble, at::kCPU))
          .contiguous();
  const auto transformed = [&] {
    return sim::absorptive(cube, axes.pump_times_ps, config.physics.w_rot_cm1, pump);  // [Tw, w1, w]
  };
  const at::Tensor clean = transformed();
  if (config.snr > 0 && std::isfinite(config.snr))
    add_noise(cube, sampling, config.key_noise,
              sim::spectrum_peak(axes, config.physics, components) / config.snr);
  const at::Tensor noisy = transformed();

  const at::Tensor largest = at::amax(at::abs(clean), {0});
  const double step = axes.frequencies() > 1 ? axes.frequencies_cm1[1] - axes.frequencies_cm1[0] : kMargin;
  const auto rows = bright(at::amax(largest, {1}), static_cast<std::int64_t>(kMargin / kPumpStep));
  const auto columns = bright(at::amax(largest, {0}), static_cast<std::int64_t>(kMargin / step));
  results::SpectraPictures pictures{part(pump, rows), part(axes.frequencies_cm1, columns), config.snr, {}};
  const double unit = largest.max().item<double>();
  const auto values = [&](const at::Tensor& all, std::size_t wait) {
    const at::Tensor shown = (all[static_cast<std::int64_t>(wait)]
                                  .narrow(0, rows.first, rows.second - rows.first)
                                  .narrow(1, columns.first, columns.second - columns.first) /
                              unit)
                                 .contiguous();
    return std::vector<double>(shown.data_ptr<double>(), shown.data_ptr<double>() + shown.numel());
  };
  for (std::size_t k = 0; k < sampling.waiting_times.size(); ++k)
    pictures.spectra.push_back(
        {axes.waiting_times_ps[sampling.waiting_times[k]], values(clean, k), values(noisy, k)});
  return pictures;
}

results::KeptTimes kept_times(const sim::SpectraConfig& config) {
  const sim::Axes axes = config.cube;
  results::KeptTimes kept;
  for (const std::int64_t t : config.sampling.pump_times) kept.pump_times_ps.push_back(axes.pump_times_ps[t]);
  for (const std::int64_t k : config.sampling.waiting_times)
    kept.waiting_times_ps.push_back(axes.waiting_times_ps[k]);
  kept.longest_pump_time_ps = axes.pump_times_ps.back();
  kept.longest_waiting_time_ps = axes.waiting_times_ps.back();
  kept.frequencies = static_cast<std::size_t>(axes.frequencies());
  return kept;
}

}  // namespace app
