#include "results/figures/cividis.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

TEST(CividisTest, GetsLighterEvenly) {
  // Lightness L* of CIE Lab, from sRGB.
  const auto lightness = [](unsigned colour) {
    const auto linear = [&](unsigned shift) {
      const double c = ((colour >> shift) & 0xFFU) / 255.0;
      return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
  };
  const double step = (lightness(results::cividis(1)) - lightness(results::cividis(0))) / 16;
  for (int i = 0; i < 16; ++i) {
    const double rise = lightness(results::cividis((i + 1) / 16.0)) - lightness(results::cividis(i / 16.0));
    EXPECT_NEAR(rise, step, 0.35 * step) << i;
  }
  EXPECT_EQ(results::cividis(-1), results::cividis(0));
  EXPECT_EQ(results::text_colour_on(0x00204C), 0xFFFFFFU);
  EXPECT_EQ(results::text_colour_on(0xFFE945), 0x000000U);
}

}  // namespace
