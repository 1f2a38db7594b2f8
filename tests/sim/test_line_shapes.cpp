// Line widths and positions in the limits where they are known.

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

using testing::exact_physics;

// One line without lifetime or dephasing.
Physics single_line() {
  Physics physics;
  physics.amplitude_12 = 0;
  physics.lifetime_ps = testing::infinity;
  physics.dephasing_ps = testing::infinity;
  physics.tolerance = 1e-9;
  return physics;
}

// Full width at half maximum of the line at t1 = 0, in cm⁻¹; it is symmetric around w01. guess: within 20 %
// below.
double width(Kubo kubo, double guess, double t3_step_ps) {
  Physics physics = single_line();
  physics.t3_step_ps = t3_step_ps;
  Cube cube;
  cube.frequencies = 48;
  cube.first_frequency_cm1 = physics.w01_cm1;
  cube.frequency_step_cm1 = guess * 0.6 / 47;
  cube.pump_times = 1;
  cube.waiting_times = 1;
  const at::Tensor line = at::real(testing::complex_cube(cube, physics, {kubo})).reshape({-1}).contiguous();
  const auto* height = line.data_ptr<double>();
  for (std::int64_t i = 1; i < cube.frequencies; ++i) {
    const double half = height[0] / 2;
    if (height[i] / height[0] > 0.5) continue;
    const double part = (height[i - 1] - half) / (height[i - 1] - height[i]);
    return 2 * cube.frequency_step_cm1 * (static_cast<double>(i - 1) + part);
  }
  return -1;
}

TEST(LineShape, FastFluctuationsNarrowTheLine) {
  EXPECT_NEAR(width({10, 0.02}, 0.7535, 0.004), 0.7535, 5e-4);
  EXPECT_NEAR(width({10, 0.05}, 1.8835, 0.004), 1.8835, 1e-3);
  EXPECT_NEAR(width({10, 0.1}, 3.7628, 0.008), 3.7628, 2e-3);
  EXPECT_NEAR(width({10, 0.2}, 7.4115, 0.008), 7.4115, 4e-3);
}

TEST(LineShape, SlowFluctuationsGiveAGaussian) {
  const double gaussian = 2 * std::sqrt(2 * std::log(2.0)) * 5;
  EXPECT_NEAR(width({5, 2}, gaussian, 0.008) / gaussian, 0.812, 6e-4);
  EXPECT_NEAR(width({5, 10}, gaussian, 0.008) / gaussian, 0.963, 6e-4);
  EXPECT_NEAR(width({5, 50}, gaussian, 0.008) / gaussian, 0.993, 6e-4);
  EXPECT_NEAR(width({5, 500}, gaussian, 0.008) / gaussian, 0.999, 6e-4);
}

// Position of an extremum between grid points, from the parabola through three values.
double vertex(const at::Tensor& values, std::int64_t i) {
  const auto* v = values.data_ptr<double>();
  return static_cast<double>(i) + 0.5 * (v[i - 1] - v[i + 1]) / (v[i - 1] - 2 * v[i] + v[i + 1]);
}

// Without dephasing, whose Lorentzian wings pull the two lines further apart (to 15.20, 20.06, 25.02 at T2 =
// 5 ps).
TEST(LineShape, BleachAndAbsorptionAreTheAnharmonicityApart) {
  const double expected[3] = {15.06, 20.01, 25.00};
  for (int i = 0; i < 3; ++i) {
    Physics physics;
    physics.anharmonicity_cm1 = 15 + 5 * i;
    physics.dephasing_ps = testing::infinity;
    Cube cube;
    cube.first_frequency_cm1 = 2110;
    cube.frequencies = 600;
    cube.frequency_step_cm1 = 0.1;
    cube.pump_times = 1;
    cube.waiting_times = 1;
    const at::Tensor line =
        at::real(testing::complex_cube(cube, physics, {testing::reference})).reshape({-1});
    const at::Tensor values = line.contiguous();
    const double bleach = vertex(values, values.argmin().item<std::int64_t>());
    const double absorption = vertex(values, values.argmax().item<std::int64_t>());
    EXPECT_NEAR((bleach - absorption) * cube.frequency_step_cm1, expected[i], 0.005);
  }
}

// Without broadening both lines are Lorentzians of half width 1/T2, known in closed form. With A12 ≠ A01 a
// first t3 point that is not halved shifts the spectrum by t3_step·(A12 − A01) = 1.6e-3, far more than the
// tolerance here.
TEST(LineShape, UnbroadenedLinesAreLorentzians) {
  Physics physics;
  physics.amplitude_12 = 0.8;
  physics.lifetime_ps = testing::infinity;
  Cube cube;
  cube.frequencies = 25;
  cube.frequency_step_cm1 = 4;
  cube.pump_times = 1;
  cube.waiting_times = 1;
  const at::Tensor line =
      at::real(testing::complex_cube(cube, physics, {Kubo{0, 1}})).reshape({-1}).contiguous();
  const double rate = 1 / physics.dephasing_ps;
  const auto lorentzian = [&](double offset_cm1) {
    const double turn = radians_per_ps_per_cm1 * offset_cm1;
    return 2 * rate / (rate * rate + turn * turn);
  };
  const std::vector<double> axis = cube.axes().frequencies_cm1;
  for (std::int64_t i = 0; i < cube.frequencies; ++i) {
    const double offset = axis[i] - physics.w01_cm1;
    const double exact = 0.8 * lorentzian(offset + physics.anharmonicity_cm1) - lorentzian(offset);
    EXPECT_NEAR(line.data_ptr<double>()[i], exact, 1e-5);
    EXPECT_NEAR(direct_spectrum(physics, {}, axis[i], 0, 0).real(), exact, 1e-5);
  }
}

}  // namespace
}  // namespace sim
