#include "sim/best_accuracy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace sim {
namespace {

PopulationSettings population(Difference difference, double limit_percent) {
  PopulationSettings settings;
  settings.difference = difference;
  settings.limit_percent = limit_percent;
  return settings;
}

Information with_errors(double delta_percent, double tau_percent, double correlation) {
  // The covariance [[σΔ², r σΔ στ], …], inverted.
  const double d = delta_percent / 100;
  const double t = tau_percent / 100;
  const double rest = 1 - correlation * correlation;
  return {1 / (d * d * rest), -correlation / (d * t * rest), 1 / (t * t * rest)};
}

// The mean over simulated data of the posterior probability of the likelier class: percent differences on a
// grid with known labels, and an estimate with the covariance F⁻¹. Nothing in common with the code but the
// definition.
double by_simulation(const Information& f, const PopulationSettings& settings, int samples) {
  const double inner = settings.threshold_percent / 100;
  const double outer = settings.limit_percent / 100;
  const auto size = [&](double d, double t) {
    return settings.difference == Difference::MAXIMUM ? std::max(std::abs(d), std::abs(t)) : std::hypot(d, t);
  };
  struct Place {
    double delta, tau;
    bool same;
  };
  std::vector<Place> grid;
  const double step = inner / 25;
  double counts[2] = {0, 0};
  const int cells = static_cast<int>(std::lround(outer / step));
  for (int i = -cells; i < cells; ++i)
    for (int j = -cells; j < cells; ++j) {
      const Place place = {(i + 0.5) * step, (j + 0.5) * step,
                           size((i + 0.5) * step, (j + 0.5) * step) < inner};
      if (size(place.delta, place.tau) > outer) continue;
      grid.push_back(place);
      ++counts[place.same];
    }
  // Noise with covariance F⁻¹ = (L⁻¹)ᵀ L⁻¹.
  const double l11 = std::sqrt(f.delta);
  const double l21 = f.mixed / l11;
  const double l22 = std::sqrt(f.tau - l21 * l21);
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> within(-1, 1);
  double sum = 0;
  for (int n = 0; n < samples; ++n) {
    const bool same = n % 2 == 0;
    double d = 0;
    double t = 0;
    do {
      d = within(random) * (same ? inner : outer);
      t = within(random) * (same ? inner : outer);
    } while (size(d, t) > (same ? inner : outer) || (size(d, t) < inner) != same);
    const double noise_t = normal(random) / l22;
    t += noise_t;
    d += (normal(random) - l21 * noise_t) / l11;
    double likelihood[2] = {0, 0};
    for (const Place& p : grid) {
      const double x = d - p.delta;
      const double y = t - p.tau;
      const double square = f.delta * x * x + 2 * f.mixed * x * y + f.tau * y * y;
      if (square < 80) likelihood[p.same] += std::exp(-square / 2) / counts[p.same];
    }
    sum += std::max(likelihood[0], likelihood[1]) / (likelihood[0] + likelihood[1]);
  }
  return sum / samples;
}

TEST(BestAccuracy, IsWhatSimulatedDecisionsReach) {
  struct Case {
    double delta, tau, correlation, limit;
  };
  for (const Difference difference : {Difference::MAXIMUM, Difference::EUCLIDEAN})
    for (const Case& c : {Case{2, 6, -0.8, 20}, Case{10, 10, 0, 20}, Case{8, 40, 0.95, 20}}) {
      const Information f = with_errors(c.delta, c.tau, c.correlation);
      const PopulationSettings settings = population(difference, c.limit);
      // A standard error of 0.2 to 0.3 points.
      EXPECT_NEAR(best_accuracy(f, settings), by_simulation(f, settings, 4000), 0.008)
          << c.delta << " " << c.tau << " " << c.correlation;
    }
}

// Sums of exact densities on grids of step 1/10, 1/20 and 1/40 of the threshold: 90.239, 90.057 and 90.014,
// 82.084, 82.010 and 81.991 with the midpoint rule, so 90.000 and 81.985 in the limit (numpy).
TEST(BestAccuracy, AgreesWithSumsOverAGrid) {
  const Information every_tenth = {3603, 423.5, 71.78};
  EXPECT_NEAR(best_accuracy(every_tenth, 5, population(Difference::MAXIMUM, 20)), 0.9000, 0.0002);
  EXPECT_NEAR(best_accuracy(every_tenth, 2, population(Difference::MAXIMUM, 20)), 0.81985, 0.0002);
}

TEST(BestAccuracy, EndsAtOneHalfAndAtOne) {
  for (const Difference difference : {Difference::MAXIMUM, Difference::EUCLIDEAN}) {
    const PopulationSettings settings = population(difference, 50);
    const Information f = with_errors(20, 60, -0.7);
    EXPECT_EQ(best_accuracy(f, 0, settings), 0.5);
    EXPECT_EQ(best_accuracy(f, INFINITY, settings), 1);
    EXPECT_EQ(best_accuracy(Information{}, 100, settings), 0.5);
    EXPECT_EQ(best_accuracy(Information{}, INFINITY, settings), 0.5);
    EXPECT_NEAR(best_accuracy(f, 1e-6, settings), 0.5, 1e-9);
    EXPECT_NEAR(best_accuracy(f, 1e6, settings), 1, 1e-5);
    EXPECT_LT(best_accuracy(f, 1e6, settings), 1);
    EXPECT_THROW(best_accuracy(f, -1, settings), std::invalid_argument);
    EXPECT_THROW(best_accuracy(f, NAN, settings), std::invalid_argument);
  }
}

// Little noise: only samples within a few σ of the border are lost, so the loss is linear in the noise.
TEST(BestAccuracy, TheLossIsLinearInTheNoise) {
  for (const Difference difference : {Difference::MAXIMUM, Difference::EUCLIDEAN}) {
    const PopulationSettings settings = population(difference, 50);
    const Information f = with_errors(0.02, 0.06, -0.8);
    const double loss = 1 - best_accuracy(f, 1, settings);
    for (const double snr : {0.5, 2.0, 10.0, 1000.0})
      EXPECT_NEAR((1 - best_accuracy(f, snr, settings)) * snr / loss, 1, 0.01) << snr;
  }
}

// A square, one direction without any information: |δΔ| < h says Same with density 1/2h, Different with (H −
// h)/(2H² − 2h²)·…: in the limit ½ (1 + 1 − h/(H + h)), which is 5/6 for 20 % and 11/12 for 50 %.
TEST(BestAccuracy, OneDirectionAloneHasALimit) {
  for (const Information& f : {Information{1, 0, 0}, Information{0, 0, 1}}) {
    EXPECT_NEAR(best_accuracy(f, INFINITY, population(Difference::MAXIMUM, 20)), 5.0 / 6, 1e-4);
    EXPECT_NEAR(best_accuracy(f, INFINITY, population(Difference::MAXIMUM, 50)), 11.0 / 12, 1e-4);
  }
  // Only δΔ + δτ is known: triangles, of half widths 2h and 2H, that cross at 2h − 2h·h/(H + h).
  const auto triangle = [](double x, double half) { return std::max(0.0, (1 - std::abs(x) / half) / half); };
  // A disc seen from the side.
  const auto arch = [](double x, double half) {
    return std::sqrt(std::max(0.0, half * half - x * x)) * 2 / (M_PI * half * half);
  };
  const auto expected = [](auto density, double inner, double outer) {
    double sum = 0;
    const double step = inner / 50000;
    for (double x = -inner + step / 2; x < inner; x += step)
      sum += std::max(0.0, density(x, inner) - density(x, outer)) * step;
    return 0.5 + 0.5 * sum / (1 - inner * inner / outer / outer);
  };
  const Information sum = {1, 1, 1};
  EXPECT_NEAR(best_accuracy(sum, INFINITY, population(Difference::MAXIMUM, 50)), expected(triangle, 0.2, 1.0),
              2e-4);
  for (const Information& f : {sum, Information{4, -2, 1}, Information{0, 0, 3}})
    EXPECT_NEAR(best_accuracy(f, INFINITY, population(Difference::EUCLIDEAN, 20)), expected(arch, 0.1, 0.2),
                2e-4);
}

// From one nearly singular matrix to the next, nothing jumps and nothing falls with the SNR.
TEST(BestAccuracy, GrowsWithTheInformation) {
  for (const Difference difference : {Difference::MAXIMUM, Difference::EUCLIDEAN})
    for (const double ratio : {1.0, 0.1, 0.0})
      for (const double correlation : {0.5, -0.9, 0.9999, 1.0}) {
        double before = 0.5;
        for (const double snr : {1e-6, 1., 5., 10., 30., 100., 300., 2e4, 1e9}) {
          const Information f = {1, std::sqrt(ratio) * correlation, ratio};
          const double now = best_accuracy(f, snr, population(difference, 20));
          ASSERT_GE(now, before - 2e-5) << ratio << " " << correlation << " " << snr;
          ASSERT_LE(now, 1);
          before = now;
        }
      }
}

TEST(BestAccuracy, DeltaAndTauMayChangePlaces) {
  const PopulationSettings settings = population(Difference::MAXIMUM, 20);
  EXPECT_DOUBLE_EQ(best_accuracy({900, 200, 100}, settings), best_accuracy({100, 200, 900}, settings));
  EXPECT_NEAR(best_accuracy({900, -200, 100}, settings), best_accuracy({100, 200, 900}, settings), 1e-5);
  // The unit of the percent differences does not matter.
  PopulationSettings wide = population(Difference::MAXIMUM, 40);
  wide.threshold_percent = 20;
  EXPECT_NEAR(best_accuracy({225, 50, 25}, wide), best_accuracy({900, 200, 100}, settings), 1e-6);
}

}  // namespace
}  // namespace sim
