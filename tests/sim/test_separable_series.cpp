#include <gtest/gtest.h>
#include <torch/torch.h>

#include <stdexcept>

#include "sim/clean_bound.hpp"
#include "sim/detection_time.hpp"
#include "sim/separable_series.hpp"
#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

using testing::coarse_cube;
using testing::exact_physics;
using testing::reference;

SeparableSpectrum expand(const Cube& cube, const Physics& physics, const std::vector<Kubo>& components) {
  const Axes axes = cube.axes();
  const std::int64_t points = detection_points(physics, components, axes.pump_times_ps.back());
  return SeparableSeries(axes, physics, Sampling::full(axes), points).expand(components);
}

struct Case {
  const char* name;
  std::vector<Kubo> components;
  double amplitude_12;
};

class AgainstDirect : public ::testing::TestWithParam<Case> {};

TEST_P(AgainstDirect, Agrees) {
  const auto& [name, components, amplitude_12] = GetParam();
  const Cube cube = coarse_cube();
  Physics physics;
  physics.amplitude_12 = amplitude_12;
  const at::Tensor direct = testing::direct_cube(cube, physics, components);
  const at::Tensor single =
      as_complex(clean_cube(cube, physics, components, Sampling::full(cube), at::kFloat, at::kCPU));
  EXPECT_LE(testing::relative_error(single, direct), 1e-6);
  Physics exact = exact_physics();
  exact.amplitude_12 = amplitude_12;
  EXPECT_LE(testing::relative_error(testing::complex_cube(cube, exact, components), direct), 1e-12);
  // The tolerance is met by float64, whatever it is.
  EXPECT_LE(testing::relative_error(testing::complex_cube(cube, physics, components), direct),
            physics.tolerance);
}

INSTANTIATE_TEST_SUITE_P(Samples, AgainstDirect,
                         ::testing::Values(Case{"reference", {{std::sqrt(20.0), 2}}, 0.8},
                                           Case{"broad_and_slow", {{6.7, 3}}, 1},
                                           Case{"narrow_and_fast", {{2.2, 1}}, 1},
                                           Case{"fast", {{10, 0.1}}, 1}, Case{"large_phase", {{15, 4}}, 0.8},
                                           Case{"two", {{std::sqrt(20.0), 2}, {3, 6}}, 0.8},
                                           Case{"two_apart", {{8, 0.3}, {4, 10}}, 1},
                                           Case{"three_given_one_absent", {{4, 2}, {0, 1}}, 1}),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(SeparableSeries, FewTermsAtTheDefaults) {
  EXPECT_LE(expand(Cube{}, Physics{}, {reference}).terms, 13);
  EXPECT_LE(expand(Cube{}, exact_physics(), {reference}).terms, 20);
}

TEST(SeparableSeries, NoFactorExceedsOne) {
  const SeparableSpectrum spectrum = expand(Cube{}, Physics{}, {Kubo{10, 4}});
  for (const double p : spectrum.pump_real) ASSERT_LE(std::abs(p), 1);
  for (const double p : spectrum.pump_imag) ASSERT_LE(std::abs(p), 1);
  for (const double b : spectrum.waiting) ASSERT_LE(b, 1);
}

TEST(SeparableSeries, AbsentSecondComponentChangesNothing) {
  const Cube cube = coarse_cube();
  EXPECT_TRUE(at::equal(testing::complex_cube(cube, Physics{}, {reference}),
                        testing::complex_cube(cube, Physics{}, {reference, Kubo{0, 3}})));
}

TEST(SeparableSeries, EqualTimesAddInQuadrature) {
  const Cube cube = coarse_cube();
  const Physics physics = exact_physics();
  EXPECT_LE(testing::relative_error(testing::complex_cube(cube, physics, {{3, 2}, {4, 2}}),
                                    testing::complex_cube(cube, physics, {{5, 2}})),
            1e-12);
}

// (Δ, τ, w, t) → (sΔ, τ/s, s w, t/s) scales S by 1/s; every other frequency and time scales along, t3_step
// too.
TEST(SeparableSeries, ScalingLaw) {
  const double s = 2.5;
  const Cube cube = coarse_cube();
  Cube scaled = cube;
  scaled.first_frequency_cm1 *= s;
  scaled.frequency_step_cm1 *= s;
  scaled.pump_time_step_ps /= s;
  scaled.waiting_time_step_ps /= s;
  const Physics physics = exact_physics();
  Physics fast = physics;
  fast.w01_cm1 *= s;
  fast.anharmonicity_cm1 *= s;
  fast.w_rot_cm1 *= s;
  fast.lifetime_ps /= s;
  fast.dephasing_ps /= s;
  fast.t3_step_ps /= s;
  const Kubo sample = {5, 2};
  EXPECT_LE(testing::relative_error(
                testing::complex_cube(scaled, fast, {{sample.delta_cm1 * s, sample.tau_ps / s}}),
                testing::complex_cube(cube, physics, {sample}) / s),
            1e-11);
}

// Not a bit of a sample depends on the samples beside it or on the threads.
TEST(SeparableSeries, TheBatchChangesNoBit) {
  const Cube cube = coarse_cube();
  const std::vector<std::vector<Kubo>> samples = {
      {{3, 1}}, {{6, 3}}, {{4, 2}}, {{5, 1}, {2, 3}}, {{4.4, 2.2}}};
  const SeparableSeries series(cube, Physics{}, Sampling::full(cube), 8192);
  at::set_num_threads(2);
  const auto together = series.expand(samples);
  at::set_num_threads(1);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const SeparableSpectrum alone = series.expand(samples[i]);
    EXPECT_EQ(alone.spectral, together[i].spectral);
    EXPECT_EQ(alone.waiting, together[i].waiting);
    EXPECT_EQ(alone.pump_real, together[i].pump_real);
  }
}

TEST(SeparableSeries, TheBoundHoldsAndIsTight) {
  const Cube cube = coarse_cube();
  for (const std::vector<Kubo>& components :
       std::vector<std::vector<Kubo>>{{reference}, {{6, 3}}, {{4, 1}, {3, 9}}}) {
    const SeparableSpectrum spectrum = expand(cube, Physics{}, components);
    const double peak = at::abs(testing::complex_cube(cube, Physics{}, components)).max().item<double>();
    EXPECT_GE(spectrum.bound(0), peak * (1 - 1e-12));
    EXPECT_LE(spectrum.bound(0), peak * 1.1);
    EXPECT_NEAR(spectrum_peak(cube, Physics{}, components), peak, 1e-12);
  }
}

TEST(SeparableSeries, RefusesWhatItCannotDo) {
  const Cube cube = coarse_cube();
  EXPECT_THROW(expand(cube, Physics{}, {{1, 1}, {2, 2}, {3, 3}}), std::invalid_argument);
  EXPECT_THROW(expand(cube, Physics{}, {{-1, 1}}), std::invalid_argument);
  Physics endless;
  endless.dephasing_ps = INFINITY;
  EXPECT_THROW(expand(cube, endless, {{0, 1}}), std::invalid_argument);
  EXPECT_THROW(expand(cube, endless, {{100, 1000}}), std::invalid_argument);
  Sampling wrong = Sampling::full(cube);
  wrong.frequencies.push_back(99);
  EXPECT_THROW(clean_cube(cube, Physics{}, {reference}, wrong, at::kFloat, at::kCPU), std::invalid_argument);
  EXPECT_THROW(clean_cube(cube, Physics{}, {reference}, Sampling::full(cube), at::kHalf, at::kCPU),
               std::invalid_argument);
}

}  // namespace
}  // namespace sim
