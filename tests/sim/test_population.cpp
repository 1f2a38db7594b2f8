#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/population.hpp"
#include "sim/split.hpp"

namespace sim {
namespace {

PopulationSettings settings(Difference difference, double limit) {
  PopulationSettings s;
  s.difference = difference;
  s.limit_percent = limit;
  return s;
}

TEST(Population, LabelsFollowTheDifference) {
  for (const Difference difference : {Difference::MAXIMUM, Difference::EUCLIDEAN}) {
    for (const double limit : {20.0, 50.0}) {
      const Population population(settings(difference, limit), 5);
      ASSERT_EQ(population.size(), 2000);
      std::int64_t different = 0;
      for (std::int64_t i = 0; i < population.size(); ++i) {
        const double percent = population.percent_difference(population.kubo(i));
        EXPECT_LE(percent, limit);
        EXPECT_EQ(percent > 10, population.labels()[i] == Population::different) << i;
        different += population.labels()[i];
      }
      EXPECT_EQ(different, 1000);
    }
  }
}

TEST(Population, TheTwoReadingsOfTheDifference) {
  const Kubo far = {std::sqrt(20.0) * 1.08, 2.0 * 0.92};
  EXPECT_NEAR(Population(settings(Difference::MAXIMUM, 50), 1).percent_difference(far), 8, 1e-9);
  EXPECT_NEAR(Population(settings(Difference::EUCLIDEAN, 50), 1).percent_difference(far), 8 * std::sqrt(2),
              1e-9);
}

// Uniform in the region: the share of samples inside an inner region is the ratio of areas.
TEST(Population, UniformInside) {
  for (const Difference difference : {Difference::MAXIMUM, Difference::EUCLIDEAN}) {
    PopulationSettings s = settings(difference, 50);
    s.samples_per_class = 20000;
    const Population population(s, 11);
    double same_inside = 0;
    double different_inside = 0;
    double above = 0;
    for (std::int64_t i = 0; i < population.size(); ++i) {
      const double percent = population.percent_difference(population.kubo(i));
      if (percent < 5) ++same_inside;
      if (percent > 10 && percent < 30) ++different_inside;
      above += population.kubo(i).tau_ps > 2 ? 1 : 0;
    }
    EXPECT_NEAR(same_inside / 20000, 0.25, 0.012);
    EXPECT_NEAR(different_inside / 20000, (30.0 * 30 - 100) / (50.0 * 50 - 100), 0.012);
    EXPECT_NEAR(above / 40000, 0.5, 0.01);
  }
}

TEST(Population, ASampleDependsOnItsKeyAndIndexAlone) {
  PopulationSettings fewer;
  fewer.samples_per_class = 10;
  const Population small(fewer, 7);
  const Population large(PopulationSettings{}, 7);
  const Population other(PopulationSettings{}, 8);
  for (std::int64_t i = 0; i < small.size(); ++i) {
    EXPECT_EQ(small.kubo(i), large.kubo(i));
    EXPECT_EQ(small.labels()[i], large.labels()[i]);
    EXPECT_NE(small.kubo(i), other.kubo(i));
  }
}

TEST(Population, TheSecondComponentIsTheSameForAll) {
  PopulationSettings s;
  EXPECT_EQ(Population(s, 1).components(3).size(), 1U);
  s.second = Kubo{3, 5};
  const Population population(s, 1);
  EXPECT_EQ(population.components(3).at(1), (Kubo{3, 5}));
  EXPECT_EQ(population.components(4).at(1), (Kubo{3, 5}));
}

TEST(Population, RefusesUnusableSettings) {
  const auto refused = [](auto change) {
    PopulationSettings s;
    change(s);
    EXPECT_THROW(Population(s, 1), std::invalid_argument);
  };
  refused([](auto& s) { s.limit_percent = 10; });
  refused([](auto& s) { s.limit_percent = 100; });
  refused([](auto& s) { s.threshold_percent = 0; });
  refused([](auto& s) { s.samples_per_class = 0; });
  refused([](auto& s) { s.reference.delta_cm1 = 0; });
  refused([](auto& s) { s.reference.tau_ps = NAN; });
  refused([](auto& s) { s.second = Kubo{-1, 1}; });
}

TEST(Split, EightyTwentyInEachClass) {
  const Population population(PopulationSettings{}, 3);
  const std::vector<Split> splits = stratified_split(population.labels(), 9);
  std::int64_t test[2] = {0, 0};
  for (std::size_t i = 0; i < splits.size(); ++i)
    if (splits[i] == Split::TEST) ++test[population.labels()[i]];
  EXPECT_EQ(test[0], 200);
  EXPECT_EQ(test[1], 200);
  EXPECT_EQ(splits, stratified_split(population.labels(), 9));
  EXPECT_NE(splits, stratified_split(population.labels(), 10));
}

TEST(Split, SmallAndOddClasses) {
  const std::vector<std::uint8_t> labels = {0, 1, 0, 1, 0, 1, 1, 1, 1, 2};
  const std::vector<Split> splits = stratified_split(labels, 1);
  EXPECT_EQ(std::count(splits.begin(), splits.end(), Split::TEST),
            2);  // one of 0, one of 1, none of the lone 2
  EXPECT_THROW(stratified_split(labels, 1, 1.0), std::invalid_argument);
}

}  // namespace
}  // namespace sim
