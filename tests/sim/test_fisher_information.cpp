#include "sim/fisher_information.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <map>

#include "sim/best_accuracy.hpp"
#include "tests/sim/small_dataset.hpp"
#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

using testing::reference;

struct Model {
  Physics physics;
  std::vector<Kubo> components;
};

Model with(const Model& model, Parameter parameter, double change) {
  Model out = model;
  const double factor = std::exp(change);
  switch (parameter) {
    case Parameter::DELTA:
      out.components[0].delta_cm1 *= factor;
      break;
    case Parameter::TAU:
      out.components[0].tau_ps *= factor;
      break;
    case Parameter::AMPLITUDE_12:
      out.physics.amplitude_12 *= factor;
      break;
    case Parameter::W01:
      out.physics.w01_cm1 += change;
      break;
    case Parameter::ANHARMONICITY:
      out.physics.anharmonicity_cm1 += change;
      break;
    case Parameter::LIFETIME:
      out.physics.lifetime_ps *= factor;
      break;
    case Parameter::DEPHASING:
      out.physics.dephasing_ps *= factor;
      break;
    case Parameter::SECOND_DELTA:
      out.components[1].delta_cm1 *= factor;
      break;
    case Parameter::SECOND_TAU:
      out.components[1].tau_ps *= factor;
      break;
    case Parameter::AMPLITUDE:
    case Parameter::PHASE:
      break;  // of the finished spectrum
  }
  return out;
}

std::complex<double> direct(const Model& model, Parameter parameter, double change, double w, double wait,
                            double t1) {
  const Model changed = with(model, parameter, change);
  const auto s = direct_spectrum(changed.physics, changed.components, w, wait, t1);
  if (parameter == Parameter::AMPLITUDE) return s * std::exp(change);
  if (parameter == Parameter::PHASE) return s * std::polar(1.0, change);
  return s;
}

// Five-point differences of the definition, which has no series and no transform.
void expect_right_derivatives(const Model& model, const std::vector<Parameter>& parameters) {
  Physics physics = model.physics;
  physics.tolerance = 1e-13;
  const Axes axes = {{2112.3, 2139.8, 2154.1}, {0, 0.7, 2.3}, {0, 1.9, 11}};
  const SpectrumDerivatives derivatives(axes, physics, model.components);
  EXPECT_EQ(derivatives.parameters(), parameters);
  for (const Parameter parameter : parameters) {
    double worst = 0;
    double largest = 0;
    for (std::int64_t w = 0; w < 3; ++w)
      for (std::int64_t k = 0; k < 3; ++k)
        for (std::int64_t t = 0; t < 3; ++t) {
          const auto at = [&](double change) {
            return direct(model, parameter, change, axes.frequencies_cm1[w], axes.waiting_times_ps[k],
                          axes.pump_times_ps[t]);
          };
          constexpr double h = 2e-3;
          const std::complex<double> expected =
              (8.0 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
          worst = std::max(worst, std::abs(derivatives.value(parameter, w, k, t) - expected));
          largest = std::max(largest, std::abs(expected));
        }
    EXPECT_LE(worst, 1e-8 * largest) << static_cast<int>(parameter);
    EXPECT_GT(largest, 0);
  }
}

const std::vector<Parameter> of_one = {Parameter::DELTA,        Parameter::TAU,      Parameter::AMPLITUDE,
                                       Parameter::AMPLITUDE_12, Parameter::W01,      Parameter::ANHARMONICITY,
                                       Parameter::PHASE,        Parameter::LIFETIME, Parameter::DEPHASING};

TEST(SpectrumDerivatives, AreThoseOfTheDefinition) {
  Model model{{}, {reference}};
  model.physics.amplitude_12 = 0.8;
  expect_right_derivatives(model, of_one);
}

TEST(SpectrumDerivatives, OfTwoComponents) {
  std::vector<Parameter> parameters = of_one;
  parameters.push_back(Parameter::SECOND_DELTA);
  parameters.push_back(Parameter::SECOND_TAU);
  expect_right_derivatives({{}, {{4, 1.5}, {3, 6}}}, parameters);
}

TEST(SpectrumDerivatives, WhatIsNotInTheModelIsNoParameter) {
  Model model{{}, {reference, {0, 3}}};
  model.physics.amplitude_12 = 0;
  model.physics.lifetime_ps = testing::infinity;
  model.physics.dephasing_ps = testing::infinity;
  expect_right_derivatives(
      model, {Parameter::DELTA, Parameter::TAU, Parameter::AMPLITUDE, Parameter::W01, Parameter::PHASE});
  EXPECT_THROW(SpectrumDerivatives(testing::coarse_cube(), Physics{}, {{0, 1}}), std::invalid_argument);
}

Cube small_cube() { return testing::small_config(5).cube; }

std::vector<Sampling> samplings() {
  std::vector<Sampling> list = testing::thinner_samplings(small_cube());
  list.push_back(Sampling::full(small_cube()));
  return list;
}

// [real numbers kept][parameters]: what a least-squares fit of the kept points would be given, at SNR 1.
at::Tensor jacobian(const FisherInformation& information, const Sampling& sampling) {
  std::vector<double> rows;
  const std::vector<Parameter> parameters = information.parameters();
  for (const std::int64_t k : sampling.waiting_times)
    for (const std::int64_t w : sampling.frequencies)
      for (const std::int64_t t : sampling.pump_times)
        for (int part = 0; part < sampling.part_count(); ++part)
          for (const Parameter parameter : parameters) {
            const auto value = information.derivatives().value(parameter, w, k, t) / information.peak();
            rows.push_back(part == 0 ? value.real() : value.imag());
          }
  return at::tensor(rows, at::kDouble).view({-1, static_cast<std::int64_t>(parameters.size())});
}

TEST(FisherInformation, IsTheSumOverKeptPoints) {
  const FisherInformation information(small_cube(), Physics{}, {reference, {3, 6}});
  for (const Sampling& sampling : samplings()) {
    if (sampling.real_numbers() > 5000) continue;
    const at::Tensor j = jacobian(information, sampling);
    const at::Tensor expected = at::mm(j.t(), j);
    const auto matrix = information.matrix(sampling);
    for (std::size_t a = 0; a < matrix.size(); ++a)
      for (std::size_t b = 0; b < matrix.size(); ++b)
        EXPECT_NEAR(matrix[a][b], expected[a][b].item<double>(),
                    1e-12 * std::sqrt(matrix[a][a] * matrix[b][b]));
  }
}

TEST(FisherInformation, ThePeakIsThatOfTheSpectrum) {
  const at::Tensor cube = testing::complex_cube(small_cube(), Physics{}, {reference});
  EXPECT_NEAR(FisherInformation(small_cube(), Physics{}, {reference}).peak(),
              at::abs(cube).max().item<double>(), 1e-12);
}

// The residual of the columns of Δ and τ after a least-squares fit by all others (singular values, so that
// undetermined directions are no trouble).
TEST(FisherInformation, EstimatingTheRestIsALeastSquaresFit) {
  const FisherInformation information(small_cube(), Physics{}, {reference});
  std::vector<Sampling> list = samplings();
  SamplingRequest one_point;
  one_point.waiting_times = one_point.pump_times = one_point.frequencies = 1;
  list.push_back(one_point.resolve(small_cube().axes()));
  for (const Sampling& sampling : list) {
    if (sampling.real_numbers() > 5000) continue;
    at::Tensor j = jacobian(information, sampling);
    const at::Tensor lengths = j.norm(2, 0).clamp_min(1e-300);
    j = j / lengths;
    const at::Tensor rest = j.narrow(1, 2, j.size(1) - 2);
    const auto [u, s, v] = at::linalg_svd(rest, false);
    const at::Tensor kept = u.index_select(1, at::nonzero(s > 1e-6 * s.max()).view(-1));
    at::Tensor asked = j.narrow(1, 0, 2);
    for (int twice = 0; twice < 2; ++twice) asked = asked - at::mm(kept, at::mm(kept.t(), asked));
    asked = asked * lengths.narrow(0, 0, 2);
    const at::Tensor expected = at::mm(asked.t(), asked);
    const FisherInformation::Answer answer = information.of(sampling);
    const double scale = std::max(answer.known.delta, answer.known.tau);
    EXPECT_NEAR(answer.estimated.delta, expected[0][0].item<double>(), 1e-8 * scale);
    EXPECT_NEAR(answer.estimated.mixed, expected[0][1].item<double>(), 1e-8 * scale);
    EXPECT_NEAR(answer.estimated.tau, expected[1][1].item<double>(), 1e-8 * scale);
    if (sampling.real_numbers() > 100) {
      EXPECT_NEAR(answer.estimated.delta / expected[0][0].item<double>(), 1, 1e-4);
    }
  }
}

// One real number: nothing is left when amplitudes are to be estimated too; two numbers make rank 1 or 2.
TEST(FisherInformation, OnePoint) {
  const FisherInformation information(small_cube(), Physics{}, {reference});
  Sampling point = {{3}, {9}, {20}, Parts::REAL};
  FisherInformation::Answer answer = information.of(point);
  EXPECT_GT(answer.known.delta, 0);
  EXPECT_NEAR(answer.known.delta * answer.known.tau, answer.known.mixed * answer.known.mixed,
              1e-12 * answer.known.delta * answer.known.tau);
  EXPECT_EQ(answer.estimated.delta, 0);
  EXPECT_EQ(answer.estimated.tau, 0);
  EXPECT_EQ(best_accuracy(answer.estimated, 100, {}), 0.5);
  EXPECT_LT(best_accuracy(answer.known, INFINITY, {}), 0.93);
  point.parts = Parts::COMPLEX;
  answer = information.of(point);
  EXPECT_EQ(best_accuracy(answer.known, INFINITY, {}), 1);
}

TEST(FisherInformation, MorePointsAndFewerUnknownsNeverTellLess) {
  const FisherInformation information(small_cube(), Physics{}, {reference});
  const Cube cube = small_cube();
  const Axes axes = cube.axes();
  SamplingRequest real;
  real.parts = Parts::REAL;
  SamplingRequest fewer = real;
  fewer.waiting_stride = 4;
  SamplingRequest fewest = fewer;
  fewest.pump_stride = 6;
  fewest.frequency_stride = 5;
  FisherInformation::Answer before;
  double accuracy = 0.5;
  for (const Sampling& sampling :
       {fewest.resolve(axes), fewer.resolve(axes), real.resolve(axes), Sampling::full(axes)}) {
    const FisherInformation::Answer now = information.of(sampling);
    const auto more = [](const Information& a, const Information& b) {
      const Information d = {a.delta - b.delta, a.mixed - b.mixed, a.tau - b.tau};
      return d.delta >= 0 && d.tau >= 0 && d.delta * d.tau >= d.mixed * d.mixed;
    };
    EXPECT_TRUE(more(now.known, before.known));
    EXPECT_TRUE(more(now.estimated, before.estimated));
    EXPECT_TRUE(more(now.known, now.estimated));
    const double best = best_accuracy(now.known, 2, {});
    EXPECT_GT(best, accuracy);
    EXPECT_GT(best, best_accuracy(now.estimated, 2, {}));
    accuracy = best;
    before = now;
  }
}

// Units and the strength of the signal do not matter: σ follows the peak.
TEST(FisherInformation, ScalingLaw) {
  const double s = 2.5;
  const Cube cube = small_cube();
  Cube scaled = cube;
  scaled.first_frequency_cm1 *= s;
  scaled.frequency_step_cm1 *= s;
  scaled.pump_time_step_ps /= s;
  scaled.waiting_time_step_ps /= s;
  const Physics physics;
  Physics fast = physics;
  for (double* frequency : {&fast.w01_cm1, &fast.anharmonicity_cm1, &fast.w_rot_cm1}) *frequency *= s;
  for (double* time : {&fast.lifetime_ps, &fast.dephasing_ps, &fast.t3_step_ps}) *time /= s;
  fast.amplitude_01 = fast.amplitude_12 = 7;
  const auto one = FisherInformation(cube, physics, {{5, 2}}).of(Sampling::full(cube));
  const auto two = FisherInformation(scaled, fast, {{5 * s, 2 / s}}).of(Sampling::full(cube));
  for (const auto member : {&FisherInformation::Answer::known, &FisherInformation::Answer::estimated}) {
    EXPECT_NEAR((two.*member).delta / (one.*member).delta, 1, 1e-6);
    EXPECT_NEAR((two.*member).mixed / (one.*member).mixed, 1, 1e-6);
    EXPECT_NEAR((two.*member).tau / (one.*member).tau, 1, 1e-6);
  }
}

// Two components of the same τ cannot be told apart, and the answer is a number all the same.
TEST(FisherInformation, TwinComponents) {
  const auto answer =
      FisherInformation(small_cube(), Physics{}, {{3, 2}, {4, 2}}).of(Sampling::full(small_cube()));
  EXPECT_GT(answer.known.delta, 0);
  EXPECT_LE(answer.estimated.delta, 1e-9 * answer.known.delta);
}

TEST(FisherInformation, PairsAddUp) {
  const FisherInformation information(small_cube(), Physics{}, {reference});
  const Information all = information.of(Sampling::full(small_cube())).known;
  Information sum;
  for (const auto& row : information.of_each_pair())
    for (const Information& pair : row) sum += pair;
  EXPECT_NEAR(sum.delta / all.delta, 1, 1e-12);
  EXPECT_NEAR(sum.mixed / all.mixed, 1, 1e-12);
  EXPECT_NEAR(sum.tau / all.tau, 1, 1e-12);
}

}  // namespace
}  // namespace sim
