#include "sim/kubo.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "sim/physics.hpp"

namespace sim {
namespace {

TEST(Physics, PhaseConstant) { EXPECT_NEAR(radians_per_ps_per_cm1, 0.188365, 5e-7); }

TEST(Kubo, LineShapeDoesNotCancelNearZero) {
  const Kubo kubo = {10, 3};
  for (const double t : {1e-9, 1e-6, 1e-3, 0.2, 0.2999, 0.3001, 0.5, 3.0, 40.0}) {
    const long double x = static_cast<long double>(t) / 3;
    // Enough terms of the series for small x; the closed form, in long double, for large x.
    long double exact = 0;
    if (x < 0.2L) {
      long double term = x;
      for (int n = 2; n < 25; ++n) exact += (n % 2 == 0 ? 1 : -1) * (term *= x / n);
    } else {
      exact = std::exp(-x) + x - 1;
    }
    exact *= kubo.strength();
    EXPECT_NEAR(line_shape(std::span(&kubo, 1), t) / static_cast<double>(exact), 1, 2e-14) << t;
  }
  EXPECT_EQ(line_shape(std::span(&kubo, 1), 0), 0);
}

TEST(Kubo, Limits) {
  const Kubo kubo = {4, 2};
  const double k_delta = radians_per_ps_per_cm1 * 4;
  EXPECT_NEAR(line_shape(std::span(&kubo, 1), 1e-4), k_delta * k_delta * 1e-8 / 2, 1e-13);
  EXPECT_NEAR(line_shape(std::span(&kubo, 1), 200), kubo.strength() * 99, 1e-9);
}

TEST(Kubo, RefusesNonsense) {
  EXPECT_THROW((Kubo{-1, 2}).validate(), std::invalid_argument);
  EXPECT_THROW((Kubo{1, 0}).validate(), std::invalid_argument);
  EXPECT_THROW((Kubo{1, INFINITY}).validate(), std::invalid_argument);
  EXPECT_NO_THROW((Kubo{0, 1}).validate());
}

TEST(Physics, RefusesNonsense) {
  const auto refused = [](auto change) {
    Physics physics;
    change(physics);
    EXPECT_THROW(physics.validate(), std::invalid_argument);
  };
  refused([](Physics& p) { p.t3_step_ps = 0; });
  refused([](Physics& p) { p.dephasing_ps = -5; });
  refused([](Physics& p) { p.lifetime_ps = NAN; });
  refused([](Physics& p) { p.tolerance = 0; });
  refused([](Physics& p) { p.amplitude_01 = p.amplitude_12 = 0; });
}

}  // namespace
}  // namespace sim
