#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>

#include "sim/picture_symmetry.hpp"
#include "sim/random_stream.hpp"

namespace sim {
namespace {

/// A picture as a function of place, so that its copies are made without the code under test.
std::vector<float> picture(int height, int width, const std::function<float(int, int)>& value) {
  std::vector<float> pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) pixels.push_back(value(y, x));
  return pixels;
}

float at(const std::vector<float>& pixels, int width, int y, int x) { return pixels[y * width + x]; }

TEST(PictureSymmetry, EightOfASquare) {
  constexpr int n = 5;
  RandomStream random(3, 1);
  const auto original = picture(n, n, [&](int, int) { return static_cast<float>(random.bits() % 256); });
  const auto turn = [&](const std::vector<float>& p) {
    return picture(n, n, [&](int y, int x) { return at(p, n, n - 1 - x, y); });
  };
  const auto flip = [&](const std::vector<float>& p) {
    return picture(n, n, [&](int y, int x) { return at(p, n, y, n - 1 - x); });
  };
  std::set<std::vector<float>> copies;
  std::vector<float> copy = original;
  for (int i = 0; i < 4; ++i) {
    copy = turn(copy);
    copies.insert(copy);
    copies.insert(flip(copy));
  }
  EXPECT_EQ(copies.size(), 8U);
  for (const auto& other : copies) EXPECT_EQ(canonical_hash(other, n, n), canonical_hash(original, n, n));
}

TEST(PictureSymmetry, FourOfARectangle) {
  constexpr int h = 2, w = 3;
  const std::vector<float> original = {1, 2, 3, 4, 5, 6};
  const auto hash = canonical_hash(original, h, w);
  EXPECT_EQ(canonical_hash(std::vector<float>{3, 2, 1, 6, 5, 4}, h, w), hash);
  EXPECT_EQ(canonical_hash(std::vector<float>{4, 5, 6, 1, 2, 3}, h, w), hash);
  EXPECT_EQ(canonical_hash(std::vector<float>{6, 5, 4, 3, 2, 1}, h, w), hash);
  EXPECT_NE(canonical_hash(original, w, h), hash);
  EXPECT_NE(canonical_hash(original, 1, 6), hash);
}

TEST(PictureSymmetry, OtherPicturesDiffer) {
  std::set<std::array<std::uint64_t, 2>> hashes;
  std::vector<float> pixels(16, 7);
  hashes.insert(canonical_hash(pixels, 4, 4));
  // Eight neighbours of the blank picture per corner, edge and middle class are the same up to symmetry:
  // three classes.
  for (float& pixel : pixels) {
    pixel = 8;
    hashes.insert(canonical_hash(pixels, 4, 4));
    pixel = 7;
  }
  EXPECT_EQ(hashes.size(), 4U);
  std::vector<float> nearly = {1, 2, 3, 4};
  const auto hash = canonical_hash(nearly, 2, 2);
  nearly[3] = std::nextafter(4.0F, 5.0F);
  EXPECT_NE(canonical_hash(nearly, 2, 2), hash);
  EXPECT_NE(canonical_hash(std::vector<float>{1, 3, 2, 4}, 4, 1),
            canonical_hash(std::vector<float>{1, 2, 3, 4}, 4, 1));
  EXPECT_EQ(canonical_hash(std::vector<float>{-0.0F, 1}, 1, 2),
            canonical_hash(std::vector<float>{0.0F, 1}, 1, 2));
  EXPECT_THROW(canonical_hash(nearly, 2, 3), std::invalid_argument);
  EXPECT_THROW(canonical_hash({}, 0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace sim
