#include "sim/spectra_surface.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/clean_bound.hpp"
#include "sim/detection_time.hpp"
#include "sim/separable_series.hpp"

namespace sim {
namespace {

// Polynomials per direction. Between their nodes the surface is wrong by less than 1 % of the noise wherever
// the noise is large enough for the surface to matter (tests/sim/test_spectra_surface.cpp).
constexpr std::int64_t kPolynomials = 9;
// Directions in which all spectra differ by less than this share of the noise at SNR 1000.
constexpr double kNothing = 1e-12;

// T_k at x [place], as [place][k].
at::Tensor chebyshev(const at::Tensor& x) {
  return at::cos(at::acos(x).unsqueeze(1) * at::arange(kPolynomials, at::kDouble));
}

// All factors of one axis, [kept][terms of all spectra].
at::Tensor kept_rows(const std::vector<at::Tensor>& factors, const std::vector<std::int64_t>& kept) {
  return at::cat(factors, 1).index_select(0, at::tensor(kept, at::kLong));
}

at::Tensor tensor_of(const std::vector<double>& values, std::int64_t rows) {
  return at::tensor(values, at::kDouble).view({rows, -1});
}

// Products of all pairs of terms, summed over the kept points of one axis.
at::Tensor products(const at::Tensor& rows) { return at::mm(rows.t(), rows); }

}  // namespace

SpectraSurface::SpectraSurface(const Axes& axes, const Physics& physics, const PopulationSettings& population)
    : limit_(population.limit_percent / 100) {
  population.validate();
  const auto with_second = [&](const Kubo& first) {
    return population.second ? std::vector<Kubo>{first, *population.second} : std::vector<Kubo>{first};
  };
  peak_ = spectrum_peak(axes, physics, with_second(population.reference));
  std::vector<double> x;
  for (std::int64_t j = 0; j < kPolynomials; ++j)
    x.push_back(std::cos((static_cast<double>(j) + 0.5) * std::numbers::pi / kPolynomials));
  polynomials_ = at::linalg_inv(chebyshev(at::tensor(x, at::kDouble)));
  std::vector<std::vector<Kubo>> samples;
  std::int64_t points = 0;
  for (const double v : x)
    for (const double u : x) {
      samples.push_back(with_second({population.reference.delta_cm1 * (1 + limit_ * v),
                                     population.reference.tau_ps * (1 + limit_ * u)}));
      points = std::max(points, detection_points(physics, samples.back(), axes.pump_times_ps.back()));
    }
  spectra_ = SeparableSeries(axes, physics, Sampling::full(axes), points).expand(samples);
}

at::Tensor SpectraSurface::nodes(const Sampling& sampling) const {
  std::vector<at::Tensor> waiting, spectral, pump_real, pump_imag, node_of_term;
  for (std::size_t node = 0; node < spectra_.size(); ++node) {
    const SeparableSpectrum& s = spectra_[node];
    waiting.push_back(tensor_of(s.waiting, s.waiting_times()));
    spectral.push_back(tensor_of(s.spectral, s.frequencies()));
    pump_real.push_back(tensor_of(s.pump_real, s.terms).t());
    pump_imag.push_back(tensor_of(s.pump_imag, s.terms).t());
    node_of_term.push_back(at::full({s.terms}, static_cast<std::int64_t>(node), at::kLong));
  }
  at::Tensor pump = products(kept_rows(pump_real, sampling.pump_times));
  if (sampling.parts == Parts::COMPLEX) pump += products(kept_rows(pump_imag, sampling.pump_times));
  const at::Tensor terms = products(kept_rows(waiting, sampling.waiting_times)) *
                           products(kept_rows(spectral, sampling.frequencies)) * pump;
  const at::Tensor place = at::cat(node_of_term);
  const auto count = static_cast<std::int64_t>(spectra_.size());
  const at::Tensor rows = at::zeros({count, terms.size(1)}, at::kDouble).index_add_(0, place, terms);
  const at::Tensor scalar = at::zeros({count, count}, at::kDouble).index_add_(1, place, rows);
  // Less the reference's, whose weights are those of (0, 0).
  const at::Tensor none = at::zeros({1}, at::kDouble);
  const at::Tensor less = at::eye(count, at::kDouble) - weights(none, none);
  const at::Tensor differences = at::mm(at::mm(less, scalar), less.t()) / (peak_ * peak_);
  const auto [squares, directions] = at::linalg_eigh((differences + differences.t()) / 2);
  const double least = std::max(1e-13 * squares.max().item<double>(), kNothing);
  const at::Tensor kept = at::nonzero(squares > least).flatten();
  return directions.index_select(1, kept) * squares.index_select(0, kept).sqrt();
}

at::Tensor SpectraSurface::weights(const at::Tensor& v, const at::Tensor& u) const {
  const at::Tensor of_v = at::mm(chebyshev(v / limit_), polynomials_);
  const at::Tensor of_u = at::mm(chebyshev(u / limit_), polynomials_);
  return (of_v.unsqueeze(2) * of_u.unsqueeze(1)).flatten(1);
}

at::Tensor SpectraSurface::flat_weights(const at::Tensor& v, const at::Tensor& u) const {
  const at::Tensor k = at::arange(kPolynomials, at::kDouble);
  const at::Tensor slope = k * at::sin(k * (std::numbers::pi / 2)) / limit_;  // T_k'(0), per difference
  const at::Tensor here = at::matmul(at::cos(k * (std::numbers::pi / 2)), polynomials_);
  const at::Tensor rise = at::matmul(slope, polynomials_);
  const auto product = [](const at::Tensor& of_v, const at::Tensor& of_u) {
    return (of_v.unsqueeze(1) * of_u.unsqueeze(0)).flatten();
  };
  return product(here, here) + v.unsqueeze(1) * product(rise, here) + u.unsqueeze(1) * product(here, rise);
}

}  // namespace sim
