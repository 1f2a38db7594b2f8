#include "models/random_stream.hpp"

#include <gtest/gtest.h>

#include <Random123/philox.h>

namespace models {
namespace {

TEST(RandomStream, IsPhiloxOfRandom123) {
  const uint64_t key = 0x123456789ABCDEF0ULL;
  for (uint64_t index = 0; index < 1000; ++index) {
    const uint64_t wide = index * 0x9E3779B97F4A7C15ULL;
    const r123::Philox4x32::ctr_type bits =
        r123::Philox4x32()({{static_cast<uint32_t>(wide), static_cast<uint32_t>(wide >> 32), 5, 6}},
                           {{0x9ABCDEF0U, 0x12345678U}});
    const auto numbers = RandomStream(key, 6).uniforms(wide, 5);
    for (size_t i = 0; i < 4; ++i) EXPECT_EQ(numbers[i], static_cast<float>(bits[i] >> 8) * 0x1p-24F);
  }
}

}  // namespace
}  // namespace models
