#include "sim/spectral_transform.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <complex>

#include "sim/panel_product.hpp"

namespace sim {
namespace {

constexpr double k = radians_per_ps_per_cm1;

// Trapezoid weight · pathways · dephasing at point j of the t3 grid, without the carrier.
std::complex<double> shared_factor(const Physics& p, std::int64_t j) {
  const double t = p.t3_step_ps * static_cast<double>(j);
  const double weight = j == 0 ? p.t3_step_ps / 2 : p.t3_step_ps;
  const auto excited =
      std::polar(p.amplitude_12 * std::exp(-t / p.lifetime_ps), -k * p.anharmonicity_cm1 * t);
  return weight * std::exp(-t / p.dephasing_ps) * (excited - p.amplitude_01);
}

}  // namespace

SpectralTransform::SpectralTransform(const Physics& physics, std::span<const double> frequencies_cm1,
                                     std::int64_t points)
    : frequencies_(static_cast<std::int64_t>(frequencies_cm1.size())), points_(points) {
  std::vector<std::complex<double>> shared(points);
  bounds_.resize(points);
  for (std::int64_t t = 0; t < points; ++t) {
    shared[t] = shared_factor(physics, t);
    bounds_[t] = 2 * std::abs(shared[t]);
  }
  const std::int64_t panel_count = (frequencies_ + panel_width - 1) / panel_width;
  for (auto& panels : panels_) panels.assign(panel_count * points * panel_width, 0);
  at::parallel_for(0, frequencies_, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t w = first; w < last; ++w) {
      const double turn = k * (physics.w01_cm1 - frequencies_cm1[w]) * physics.t3_step_ps;
      const std::int64_t column = (w / panel_width) * points * panel_width + w % panel_width;
      for (std::int64_t t = 0; t < points; ++t) {
        const double phase = turn * static_cast<double>(t);
        const double c = std::cos(phase);
        const double s = std::sin(phase);
        const std::int64_t place = column + t * panel_width;
        panels_[0][place] = 2 * (shared[t].real() * c - shared[t].imag() * s);
        panels_[1][place] = -2 * (shared[t].real() * s + shared[t].imag() * c);
      }
    }
  });
}

void SpectralTransform::transform(Parity parity, std::span<const Job> jobs) const {
  const std::vector<double>& panels = panels_[parity == Parity::EVEN ? 0 : 1];
  const std::int64_t panel_count = (frequencies_ + panel_width - 1) / panel_width;
  at::parallel_for(0, panel_count, 1, [&](std::int64_t first, std::int64_t last) {
    std::vector<double> out;
    for (std::int64_t panel = first; panel < last; ++panel) {
      const std::int64_t begin = panel * panel_width;
      const std::int64_t width = std::min(panel_width, frequencies_ - begin);
      for (const Job& job : jobs) {
        out.resize(job.rows * panel_width);
        panel_product(job.envelopes, job.rows, job.points, panels.data() + panel * points_ * panel_width,
                      out.data());
        for (std::int64_t row = 0; row < job.rows; ++row)
          std::copy_n(out.data() + row * panel_width, width, job.out + row * frequencies_ + begin);
      }
    }
  });
}

}  // namespace sim
