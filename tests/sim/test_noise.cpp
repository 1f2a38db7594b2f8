#include <gtest/gtest.h>

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "sim/noise.hpp"

namespace sim {
namespace {

struct Rows {
  std::vector<float> real, imag;
};

Rows rows(std::uint64_t key, std::int64_t count) {
  const GaussianNoise noise(key);
  std::vector<std::uint32_t> pump_times(160);
  std::iota(pump_times.begin(), pump_times.end(), 0);
  Rows all{std::vector<float>(count * 160), std::vector<float>(count * 160)};
  for (std::int64_t i = 0; i < count; ++i)
    noise.row(5, static_cast<std::uint32_t>(i), 3, pump_times.data(), 160, &all.real[i * 160],
              &all.imag[i * 160]);
  return all;
}

// The definition, in float64, with Random123 called point by point.
TEST(GaussianNoise, IsBoxMullerOfPhilox) {
  const std::uint64_t key = 0x123456789ABCDEF0ULL;
  const GaussianNoise noise(key);
  for (std::uint32_t t1 = 0; t1 < 2000; ++t1) {
    const r123::Philox4x32::ctr_type bits = r123::Philox4x32()({{5, 6, 7, t1}}, {{0x9ABCDEF0U, 0x12345678U}});
    const double radius = std::sqrt(-2 * std::log((bits[0] + 0.5) * 0x1p-32));
    const double turn = 2 * std::numbers::pi * bits[1] * 0x1p-32;
    const std::complex<float> value = noise.at(5, 6, 7, t1);
    EXPECT_NEAR(value.real(), radius * std::cos(turn), 1e-5);
    EXPECT_NEAR(value.imag(), radius * std::sin(turn), 1e-5);
  }
}

TEST(GaussianNoise, MomentsAndIndependence) {
  const Rows all = rows(77, 10000);
  const auto n = static_cast<double>(all.real.size());
  double sum[2] = {0, 0}, square[2] = {0, 0}, fourth[2] = {0, 0}, cross = 0, neighbours = 0, largest = 0;
  double beyond_two = 0;
  for (std::size_t i = 0; i < all.real.size(); ++i) {
    const double parts[2] = {all.real[i], all.imag[i]};
    for (int part = 0; part < 2; ++part) {
      const double x = parts[part];
      sum[part] += x;
      square[part] += x * x;
      fourth[part] += x * x * x * x;
      largest = std::max(largest, std::abs(x));
      if (std::abs(x) > 2) ++beyond_two;
    }
    cross += parts[0] * parts[1];
    if (i > 0) neighbours += parts[0] * all.real[i - 1];
  }
  for (int part = 0; part < 2; ++part) {
    EXPECT_NEAR(sum[part] / n, 0, 5 / std::sqrt(n));
    EXPECT_NEAR(square[part] / n, 1, 5 * std::sqrt(2 / n));
    EXPECT_NEAR(fourth[part] / n, 3, 5 * std::sqrt(96 / n));
  }
  EXPECT_NEAR(cross / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(neighbours / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(beyond_two / (2 * n), 0.0455003, 0.0006);
  EXPECT_GT(largest, 4.5);
  EXPECT_LT(largest, GaussianNoise::largest);
}

TEST(GaussianNoise, SameBitsInEveryRow) {
  const GaussianNoise noise(2);
  const Rows all = rows(2, 1);
  std::vector<std::uint32_t> thinned(GaussianNoise::block * 2, 0);
  for (std::uint32_t i = 0; i < 17; ++i) thinned[i] = i * 9 + 1;
  std::vector<float> real(thinned.size()), imag(thinned.size());
  noise.row(5, 0, 3, thinned.data(), static_cast<std::int64_t>(thinned.size()), real.data(), imag.data());
  for (std::uint32_t i = 0; i < 17; ++i) {
    EXPECT_EQ(real[i], all.real[i * 9 + 1]);
    EXPECT_EQ(imag[i], all.imag[i * 9 + 1]);
    EXPECT_EQ(noise.at(5, 0, 3, i * 9 + 1), std::complex<float>(real[i], imag[i]));
  }
}

TEST(GaussianNoise, EveryIndexAndTheKeyMatter) {
  const auto base = GaussianNoise(2).at(1, 1, 1, 1);
  EXPECT_NE(base, GaussianNoise(2).at(2, 1, 1, 1));
  EXPECT_NE(base, GaussianNoise(2).at(1, 2, 1, 1));
  EXPECT_NE(base, GaussianNoise(2).at(1, 1, 2, 1));
  EXPECT_NE(base, GaussianNoise(2).at(1, 1, 1, 2));
  EXPECT_NE(base, GaussianNoise(3).at(1, 1, 1, 1));
  EXPECT_NE(base, GaussianNoise(2 + (1ULL << 32)).at(1, 1, 1, 1));
}

}  // namespace
}  // namespace sim
