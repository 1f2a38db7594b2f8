#include "results/places.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace {

TEST(Places, AreInTheOrderInWhichLevelsCame) {
  results::Places<std::string> places;
  EXPECT_EQ(places.of("b"), 0U);
  EXPECT_EQ(places.of("a"), 1U);
  EXPECT_EQ(places.of("b"), 0U);
  EXPECT_EQ(places.levels(), (std::vector<std::string>{"b", "a"}));
}

/// Counts how often it is compared.
struct Counted {
  std::size_t value = 0;
  std::size_t* comparisons = nullptr;
  bool operator<(const Counted& other) const {
    ++*comparisons;
    return value < other.value;
  }
  bool operator==(const Counted& other) const {
    ++*comparisons;
    return value == other.value;
  }
};

// A file may have a million rows, each of a variant of its own.
TEST(Places, OfManyLevelsAreFoundQuickly) {
  constexpr std::size_t kLevels = 20000;
  std::size_t comparisons = 0;
  results::Places<Counted> places;
  for (std::size_t i = 0; i < kLevels; ++i) EXPECT_EQ(places.of({i, &comparisons}), i);
  const auto levels = static_cast<double>(kLevels);
  EXPECT_LT(static_cast<double>(comparisons), 3 * levels * std::log2(levels));
}

}  // namespace
