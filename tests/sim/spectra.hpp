#pragma once

// Small spectra for tests.

#include <torch/torch.h>

#include <cmath>
#include <complex>
#include <limits>
#include <vector>

#include "sim/clean_cube.hpp"
#include "sim/cube.hpp"
#include "sim/direct.hpp"
#include "sim/physics.hpp"

namespace sim::testing {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline const Kubo reference = {std::sqrt(20.0), 2.0};

// Accurate enough that the series is not what a test sees.
inline Physics exact_physics() {
  Physics physics;
  physics.tolerance = 1e-13;
  return physics;
}

// complex128 [Tw, w, t1], all points.
inline at::Tensor complex_cube(const Cube& cube, const Physics& physics,
                               const std::vector<Kubo>& components) {
  return as_complex(clean_cube(cube, physics, components, Sampling::full(cube), at::kDouble, at::kCPU));
}

inline std::complex<double> value(const at::Tensor& cube, std::int64_t wait, std::int64_t w,
                                  std::int64_t t1) {
  const auto point = cube.index({wait, w, t1});
  return {at::real(point).item<double>(), at::imag(point).item<double>()};
}

// Every waiting time, frequency and pump time of a coarse cube over the default ranges.
inline Cube coarse_cube() {
  Cube cube;
  cube.frequencies = 12;
  cube.frequency_step_cm1 = 9.3;
  cube.pump_times = 6;
  cube.pump_time_step_ps = 0.8;
  cube.waiting_times = 4;
  cube.waiting_time_step_ps = 4.1;
  return cube;
}

// complex128 [Tw, w, t1] from the definition, point by point.
inline at::Tensor direct_cube(const Cube& cube, const Physics& physics, const std::vector<Kubo>& components) {
  const Axes axes = cube.axes();
  const at::Tensor out =
      at::empty({cube.waiting_times, cube.frequencies, cube.pump_times}, at::kComplexDouble);
  auto* values = static_cast<std::complex<double>*>(out.data_ptr());
  for (const double wait : axes.waiting_times_ps)
    for (const double w : axes.frequencies_cm1)
      for (const double t1 : axes.pump_times_ps)
        *values++ = direct_spectrum(physics, components, w, wait, t1);
  return out;
}

// max |a − b| / max |b| of two complex tensors.
inline double relative_error(const at::Tensor& a, const at::Tensor& b) {
  return (at::abs(a.to(at::kComplexDouble) - b).max() / at::abs(b).max()).item<double>();
}

}  // namespace sim::testing
