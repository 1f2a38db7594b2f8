// What any correct 2D IR cube of one anharmonic mode obeys, whatever computes it.

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <numbers>

#include "sim/absorptive.hpp"
#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

using testing::complex_cube;
using testing::exact_physics;
using testing::value;

TEST(Response, NoImaginaryPartAtPumpTimeZero) {
  const Cube cube = testing::coarse_cube();
  for (const std::vector<Kubo>& components :
       std::vector<std::vector<Kubo>>{{testing::reference}, {{4, 1}, {3, 9}}}) {
    const at::Tensor spectrum = complex_cube(cube, Physics{}, components);
    EXPECT_EQ(at::abs(at::imag(spectrum.select(2, 0))).max().item<double>(), 0);
    EXPECT_GT(at::abs(at::imag(spectrum.select(2, 1))).max().item<double>(), 0.01);
  }
}

TEST(Response, PumpTimeZeroOnlyDecaysWithTheWaitingTime) {
  const Cube cube = testing::coarse_cube();
  const Physics physics;
  const at::Tensor spectrum = complex_cube(cube, physics, {testing::reference});
  const std::vector<double> wait = cube.axes().waiting_times_ps;
  for (std::int64_t k = 1; k < cube.waiting_times; ++k) {
    const at::Tensor undecayed = spectrum.select(0, k).select(1, 0) * std::exp(wait[k] / physics.lifetime_ps);
    EXPECT_LE(testing::relative_error(undecayed, spectrum.select(0, 0).select(1, 0)), 1e-14);
  }
}

TEST(Response, SumOverAllPumpFrequencies) {
  Cube cube = testing::coarse_cube();
  cube.pump_times = 167;
  cube.pump_time_step_ps = 0.024;
  const at::Tensor spectrum = complex_cube(cube, Physics{}, {testing::reference});
  at::Tensor halved = spectrum.clone();
  halved.select(2, 0).mul_(0.5);
  const at::Tensor sum = at::real(at::fft_fft(halved, c10::nullopt, 2)).sum(2) * (2.0 / 167);
  const at::Tensor exact = at::real(spectrum.select(2, 0));
  EXPECT_LE((at::abs(sum - exact).max() / at::abs(exact).max()).item<double>(), 1e-13);
}

// The same sum of absorptive spectra, at the frequencies of the FFT, whatever frame it turns in.
TEST(Response, SumOverAbsorptiveSpectra) {
  Cube cube = testing::coarse_cube();
  cube.pump_times = 167;
  cube.pump_time_step_ps = 0.024;
  const at::Tensor spectrum = complex_cube(cube, Physics{}, {testing::reference}).contiguous();
  std::vector<double> frequencies;
  const double step = 1 / (167 * 0.024 * speed_of_light_cm_per_ps);
  for (int i = 0; i < 167; ++i) frequencies.push_back(1800 + i * step);
  const at::Tensor pictures = absorptive(spectrum, cube.axes().pump_times_ps, 1800, frequencies);
  ASSERT_EQ(pictures.sizes(), (at::IntArrayRef{4, 167, 12}));
  const at::Tensor sum = pictures.sum(1) * (2.0 / 167 / 0.024);
  const at::Tensor exact = at::real(spectrum.select(2, 0));
  EXPECT_LE((at::abs(sum - exact).max() / at::abs(exact).max()).item<double>(), 1e-11);
  // The bleach lies on the diagonal: the pump frequency of the strongest signal near w01 is w01.
  const std::vector<double> near = {2143, 2153, 2163};
  const at::Tensor at_w01 =
      absorptive(spectrum, cube.axes().pump_times_ps, 1800, near).select(0, 0).select(1, 7);  // w = 2152.6
  EXPECT_EQ(at::abs(at_w01).argmax().item<std::int64_t>(), 1);
  EXPECT_LT(at_w01[1].item<double>(), 0);
}

// On a w axis that matches the t3 grid, the inverse transform gives back the responses: NR at t3 > 0, R at t3
// < 0.
TEST(Response, RephasingAndNonRephasingSeparate) {
  Physics physics = exact_physics();
  physics.tolerance = 1e-11;
  physics.amplitude_12 = 0;
  physics.t3_step_ps = 0.02;
  const std::int64_t n = 2048;
  Cube cube;
  cube.frequencies = n;
  cube.first_frequency_cm1 = physics.w01_cm1;
  cube.frequency_step_cm1 = 1 / (speed_of_light_cm_per_ps * physics.t3_step_ps * static_cast<double>(n));
  cube.pump_times = 3;
  cube.pump_time_step_ps = 0.7;
  cube.waiting_times = 2;
  cube.waiting_time_step_ps = 1.5;
  for (const Kubo kubo : {testing::reference, Kubo{3, 1}, Kubo{5, 8}}) {
    const at::Tensor times = at::fft_ifft(complex_cube(cube, physics, {kubo}), c10::nullopt, 1);
    for (std::int64_t wait = 0; wait < 2; ++wait) {
      for (std::int64_t pump = 0; pump < 3; ++pump) {
        for (const std::int64_t j : {5, 30, 90}) {
          const double t3 = physics.t3_step_ps * static_cast<double>(j);
          const double t1 = 0.7 * static_cast<double>(pump);
          const double tw = 1.5 * static_cast<double>(wait);
          const std::complex<double> non_rephasing = value(times, wait, j, pump);
          const std::complex<double> rephasing = value(times, wait, n - j, pump);
          const std::complex<double> ratio = non_rephasing / rephasing;
          const double exact = -2 * kubo.strength() * std::exp(-tw / kubo.tau_ps) *
                               (1 - std::exp(-t1 / kubo.tau_ps)) * (1 - std::exp(-t3 / kubo.tau_ps));
          EXPECT_NEAR(std::log(ratio.real()), exact, 1e-6 * (1 + std::abs(exact)));
          EXPECT_NEAR(ratio.imag(), 0, 1e-6);
          const double lines =
              std::exp(-2 * line_shape(std::span(&kubo, 1), t3) - 2 * line_shape(std::span(&kubo, 1), t1) -
                       2 * (t1 + t3) / physics.dephasing_ps - 2 * tw / physics.lifetime_ps);
          // The memory term cancels in the product: what is left are the line shapes and decays.
          const double product =
              std::abs(non_rephasing * rephasing) / (physics.t3_step_ps * physics.t3_step_ps);
          EXPECT_NEAR(product / lines, 1, 1e-5);
        }
      }
    }
  }
}

// w3 of the bleach's deepest point for one pump frequency, from the parabola through three points.
double centre(const at::Tensor& line, const Cube& cube) {
  const at::Tensor flat = line.contiguous();
  const auto* v = flat.data_ptr<double>();
  const auto i = flat.argmin().item<std::int64_t>();
  const double shift = 0.5 * (v[i - 1] - v[i + 1]) / (v[i - 1] - 2 * v[i] + v[i + 1]);
  return cube.first_frequency_cm1 + cube.frequency_step_cm1 * (static_cast<double>(i) + shift);
}

// Slope of the centre line around w1 = w01 for each waiting time.
std::vector<double> centre_line_slopes(const Cube& cube, const Physics& physics, Kubo kubo,
                                       double half_span_cm1) {
  const at::Tensor spectrum = complex_cube(cube, physics, {kubo});
  const std::vector<double> t1 = cube.axes().pump_times_ps;
  std::vector<double> slopes;
  for (std::int64_t k = 0; k < cube.waiting_times; ++k) {
    double centres[2];
    for (int side = 0; side < 2; ++side) {
      const double w1 = physics.w01_cm1 + (side == 0 ? -1 : 1) * half_span_cm1;
      std::vector<double> phase;
      for (const double t : t1) phase.push_back(-radians_per_ps_per_cm1 * (w1 - physics.w_rot_cm1) * t);
      at::Tensor wave = at::polar(at::ones({cube.pump_times}, at::kDouble), at::tensor(phase, at::kDouble));
      wave[0].mul_(0.5);
      centres[side] = centre(at::real((spectrum.select(0, k) * wave).sum(1)), cube);
    }
    slopes.push_back((centres[1] - centres[0]) / (2 * half_span_cm1));
  }
  return slopes;
}

// The slope decays with τ. Its amplitude is another matter: 0.5 at the defaults.
TEST(Response, CentreLineSlopeDecaysWithTau) {
  for (const Kubo kubo : {Kubo{testing::reference}, Kubo{4, 0.7}, Kubo{12, 7}}) {
    const double phase = std::sqrt(kubo.strength());
    ASSERT_TRUE(phase > 0.5 && phase < 16);
    Physics physics;
    physics.tolerance = 1e-10;
    physics.amplitude_12 = 0;
    Cube cube;
    cube.first_frequency_cm1 = physics.w01_cm1 - 20;
    cube.frequencies = 401;
    cube.frequency_step_cm1 = 0.1;
    cube.pump_times = 300;
    cube.pump_time_step_ps = 0.04;
    if (kubo.delta_cm1 > 10) {
      cube.pump_times = 120;
      cube.pump_time_step_ps = 0.03;
    }
    cube.waiting_times = 6;
    cube.waiting_time_step_ps = kubo.tau_ps / 2;
    const std::vector<double> slopes = centre_line_slopes(cube, physics, kubo, 1);
    // Least squares of ln slope from Tw = τ/2 on.
    double x = 0, y = 0, xx = 0, xy = 0, n = 0;
    for (std::size_t k = 1; k < slopes.size(); ++k) {
      ASSERT_GT(slopes[k], 0);
      const double t = cube.waiting_time_step_ps * static_cast<double>(k);
      x += t, y += std::log(slopes[k]), xx += t * t, xy += t * std::log(slopes[k]), ++n;
    }
    const double tau = -(n * xx - x * x) / (n * xy - x * y);
    EXPECT_NEAR(tau / kubo.tau_ps, 1, 0.06) << "delta " << kubo.delta_cm1 << " tau " << kubo.tau_ps;
  }
}

}  // namespace
}  // namespace sim
