#include "sim/spectra_surface.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "sim/fisher_information.hpp"
#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

constexpr double kLimit = 0.5;

Sampling some_points(const Axes& axes, Parts parts) {
  Sampling sampling = Sampling::every(axes, 2);
  sampling.frequencies = {0, 3, 4, 9};
  sampling.parts = parts;
  return sampling;
}

// [place][number], from the series itself.
at::Tensor spectra_at(const Cube& cube, const at::Tensor& v, const at::Tensor& u, const Sampling& sampling) {
  std::vector<at::Tensor> spectra;
  for (std::int64_t i = 0; i < v.size(0); ++i) {
    const Kubo kubo = {testing::reference.delta_cm1 * (1 + v[i].item<double>()),
                       testing::reference.tau_ps * (1 + u[i].item<double>())};
    spectra.push_back(clean_cube(cube, Physics{}, {kubo}, sampling, at::kDouble, at::kCPU).flatten());
  }
  return at::stack(spectra);
}

class SpectraSurfaceOf : public ::testing::TestWithParam<Parts> {};

// What counts of spectra is how far they are from each other, in units of the noise.
TEST_P(SpectraSurfaceOf, KeepsDistances) {
  const Cube cube = testing::coarse_cube();
  const Sampling sampling = some_points(cube, GetParam());
  const SpectraSurface surface(cube, Physics{}, {});
  at::manual_seed(1);
  const at::Tensor v = (at::rand({40}, at::kDouble) * 2 - 1) * kLimit;
  const at::Tensor u = (at::rand({40}, at::kDouble) * 2 - 1) * kLimit;
  const double peak = FisherInformation(cube, Physics{}, {testing::reference}).peak();
  const at::Tensor expected =
      at::cdist(spectra_at(cube, v, u, sampling), spectra_at(cube, v, u, sampling)) / peak;
  const at::Tensor places = at::mm(surface.weights(v, u), surface.nodes(sampling));
  const double error = (at::cdist(places, places) - expected).abs().max().item<double>();
  std::printf("furthest apart %.3f, off by %.2g of the noise at SNR 1\n", expected.max().item<double>(),
              error);
  // 1 % of the noise at SNR 30.
  EXPECT_LT(error, 0.01 / 30);
}

// The plane has the Fisher information for its metric.
TEST_P(SpectraSurfaceOf, TouchesAtTheReference) {
  const Cube cube = testing::coarse_cube();
  const Sampling sampling = some_points(cube, GetParam());
  const SpectraSurface surface(cube, Physics{}, {});
  const at::Tensor v = at::tensor({0.0, 0.1, 0.0, 0.1}, at::kDouble);
  const at::Tensor u = at::tensor({0.0, 0.0, 0.1, 0.1}, at::kDouble);
  const at::Tensor places = at::mm(surface.flat_weights(v, u), surface.nodes(sampling));
  const Information told = FisherInformation(cube, Physics{}, {testing::reference}).of(sampling).known;
  const auto square = [&](std::int64_t i) {
    return (places[i] - places[0]).square().sum().item<double>() / 0.01;
  };
  EXPECT_NEAR(square(1) / told.delta, 1, 1e-3);
  EXPECT_NEAR(square(2) / told.tau, 1, 1e-3);
  EXPECT_NEAR(square(3) / (told.delta + 2 * told.mixed + told.tau), 1, 1e-3);
  // And the surface itself does not leave the plane at once.
  const at::Tensor nearby = at::tensor({0.001}, at::kDouble);
  const at::Tensor apart =
      at::mm(surface.weights(nearby, nearby) - surface.flat_weights(nearby, nearby), surface.nodes(sampling));
  EXPECT_LT(apart.norm().item<double>(), 1e-2 * 0.001 * std::sqrt(told.delta));
}

INSTANTIATE_TEST_SUITE_P(, SpectraSurfaceOf, ::testing::Values(Parts::COMPLEX, Parts::REAL),
                         [](const auto& tested) { return tested.param == Parts::REAL ? "real" : "complex"; });

}  // namespace
}  // namespace sim
