#include "results/figures/reduction_axis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace {

using results::ReductionAxis;
using testing::HasSubstr;

/// Decades between the ends of a "set xrange".
double decades(const std::string& commands) {
  double begin = 0;
  double end = 0;
  EXPECT_EQ(std::sscanf(commands.c_str(), "set xrange [%lf:%lf]", &begin, &end), 2) << commands;
  return std::log10(end / begin);
}

TEST(ReductionAxis, ADecadeIsAsWideInEveryPanel) {
  const ReductionAxis axis({1, 4, 224}, 2);
  EXPECT_NEAR(decades(axis.whole()) / 2, decades(axis.around(4, 0.5)) / 0.5, 1e-6);
  EXPECT_GT(decades(axis.whole()), std::log10(224) * 1.1);
}

TEST(ReductionAxis, LabelsDoNotRunIntoEachOther) {
  EXPECT_THAT(ReductionAxis({1, 4, 16, 224}, 2).whole(),
              HasSubstr("set xtics ('1' 1, '4' 4, '16' 16, '224' 224)"));
  EXPECT_THAT(ReductionAxis({1, 4, 95.9, 96.2, 224, 1880}, 1.2).whole(),
              HasSubstr("set xtics ('1' 1, '4' 4, '96' 95.9, '' 96.2, '' 224, '1880' 1880)"));
  EXPECT_THAT(ReductionAxis({1, 96, 110}, 1.2).whole(), HasSubstr("('1' 1, '' 96, '110' 110)"));
  EXPECT_THAT(ReductionAxis({1, 2.5}, 2).around(2.5, 0.5), HasSubstr("set xtics ('2.5' 2.5)"));
}

TEST(ReductionAxis, SeriesStandSideBySideAndClearOfTheNextReduction) {
  const ReductionAxis axis({1, 4, 16, 224}, 1.4);
  const double few = axis.side_by_side({1, 4, 16, 224}, 3);
  EXPECT_GT(few, 1.05);
  EXPECT_LT(std::pow(few, 2), 3);
  const double many = axis.side_by_side({1, 4, 16, 224}, 14);
  EXPECT_LT(std::pow(many, 13), 4);
  EXPECT_GT(many, 1);
  EXPECT_GT(axis.side_by_side({1}, 1), 1);
}

}  // namespace
