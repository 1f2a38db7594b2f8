#include "results/statistics/drop_test.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "planted_study.hpp"

namespace {

using planted::Regime;
using results::DropDecision;
using results::drops_below;
using results::drops_below_reference;
using results::DropSequence;
using results::DropTest;
using results::in_sequence;
using results::ReplicateTable;

TEST(DropTest, OfOneLevelIsStudentsPairedTest) {
  // Student, Biometrika 6 (1908) 1: additional hours of sleep; mean difference 1.58, sd 1.23, n = 10.
  const ReplicateTable sleep = {{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4},
                                {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}};
  const DropTest test = drops_below_reference(sleep, std::vector<double>(2, 1e12), {0.5, 0.95}).front();
  EXPECT_EQ(test.replicates, 10U);
  EXPECT_NEAR(test.drop, 1.58, 1e-12);
  EXPECT_NEAR(test.sd, 1.230, 5e-4);
  EXPECT_EQ(test.degrees_of_freedom, 9);
  // t(9, 96 %) = 1.97265, by integrating the density with Simpson's rule.
  EXPECT_NEAR(test.half_width, 1.9726527 * test.sd / std::sqrt(10.0), 1e-6);
  EXPECT_EQ(test.decision, DropDecision::TOO_SMALL);
}

TEST(DropTest, PoolsSpreadUnlessALevelsOwnIsLarger) {
  // Levels of equal accuracy, residuals ±1 in turn but for the last, which has ten times as much.
  const double e = 0.01;
  const ReplicateTable table = {{.9 + e, .9 - e, .9 + e, .9 - e},
                                {.9 + e, .9 + e, .9 - e, .9 - e},
                                {.9 + e, .9 + e, .9 - e, .9 - e},
                                {.9 + e, .9 - e, .9 - e, .9 + e},
                                {.9 + 10 * e, .9 - 10 * e, .9, .9}};
  const std::vector<double> samples(5, 1e12);
  const std::vector<DropTest> tests = drops_below_reference(table, samples, {});
  EXPECT_GT(tests[0].degrees_of_freedom, 3);       // its own are 3
  EXPECT_GT(tests[0].sd, std::sqrt(8.0 / 3) * e);  // 2, 0, −2, 0 alone would be this
  EXPECT_EQ(tests[3].degrees_of_freedom, 3);
  EXPECT_NEAR(tests[3].sd, 9 * e * std::sqrt((1 + 1 + 2.0 / 81) / 3), 1e-12);
}

TEST(DropTest, NeverBelievesLessSpreadThanTheTestSetHas) {
  // All right: no spread at all, yet a drop of 2 points could have been missed by few enough samples.
  const ReplicateTable perfect(2, std::vector<double>(5, 1.0));
  const std::vector<DropTest> many = drops_below_reference(perfect, std::vector<double>(2, 400), {});
  // z(95 %) √(0.02 · 0.98 / 2000) = 0.515 points.
  EXPECT_NEAR(many.front().half_width, 1.6448536 * std::sqrt(0.02 * 0.98 / 2000), 1e-9);
  EXPECT_EQ(many.front().decision, DropDecision::ENOUGH);
  const std::vector<DropTest> few = drops_below_reference(perfect, std::vector<double>(2, 20), {});
  EXPECT_EQ(few.front().decision, DropDecision::UNDECIDED);
  // Below a given accuracy of 92 %: at 90 % at least the binomial spread.
  const DropTest given = drops_below(0.92, {{0.95, 0.95, 0.95}}, std::vector<double>{400}, {}).front();
  EXPECT_NEAR(given.half_width, 1.6448536 * std::sqrt(0.9 * 0.1 / 1200), 1e-9);
}

TEST(DropTest, ASingleReplicateDecidesNothing) {
  const std::vector<DropTest> tests = drops_below_reference({{0.99}, {0.5}}, std::vector<double>(2, 400), {});
  EXPECT_EQ(tests.front().decision, DropDecision::UNDECIDED);
  EXPECT_NEAR(tests.front().drop, 0.49, 1e-12);
  EXPECT_EQ(results::replicates_to_decide(tests.front(), {}), 0);
  EXPECT_EQ(
      drops_below_reference({{0.9, NAN}, {NAN, 0.9}}, std::vector<double>(2, 400), {}).front().replicates,
      0U);
}

TEST(DropTest, WithoutTestSamplesNothingIsDecided) {
  // Two equal replicates: with how many samples?
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  const ReplicateTable equal(2, std::vector<double>(2, 0.9));
  for (const DropTest& test :
       {drops_below_reference(equal, std::vector<double>(2, unknown), {}).front(),
        results::drops_below(0.99, equal, std::vector<double>(2, unknown), {}).front()}) {
    EXPECT_EQ(test.decision, DropDecision::UNDECIDED);
    EXPECT_TRUE(std::isnan(test.half_width));
  }
  EXPECT_EQ(drops_below_reference(equal, std::vector<double>(2, 4000), {}).front().decision,
            DropDecision::ENOUGH);
}

TEST(DropTest, SequenceStopsAtTheFirstFailureFromEitherEnd) {
  const auto test = [](DropDecision decision) {
    DropTest made;
    made.decision = decision;
    return made;
  };
  using enum DropDecision;
  const std::vector<DropTest> tests = {test(ENOUGH), test(UNDECIDED), test(ENOUGH), test(TOO_SMALL)};
  EXPECT_EQ(in_sequence(tests).enough, 1U);
  EXPECT_EQ(in_sequence(tests).too_small, 1U);
  EXPECT_EQ(in_sequence({}).enough, 0U);
}

TEST(DropTest, TellsHowManyReplicatesWouldDecide) {
  DropTest test;
  test.drop = 0.01;
  test.sd = 0.02;
  const double n = results::replicates_to_decide(test, {});
  // So many replicates of just such differences: they decide in 80 of 100 studies.
  Draws draws(5);
  constexpr int kStudies = 4000;
  int decided = 0;
  for (int i = 0; i < kStudies; ++i) {
    ReplicateTable table(2, std::vector<double>(static_cast<std::size_t>(n), 0.9));
    for (double& value : table[1]) value -= test.drop + test.sd * draws.normal();
    const std::vector<DropTest> tests = drops_below_reference(table, std::vector<double>(2, 1e12), {});
    decided += tests.front().decision == DropDecision::ENOUGH ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(decided) / kStudies, 0.8, 0.03) << n;
  test.drop = 0.02;
  EXPECT_TRUE(std::isinf(results::replicates_to_decide(test, {})));
}

/// How many levels are claimed to be enough, in how many of the studies more than truly are.
double share_claiming_more_than(std::size_t truth, const Regime& regime, int studies) {
  Draws draws(11);
  const std::vector<double> samples(regime.truth.size(), static_cast<double>(regime.test_samples));
  int more = 0;
  for (int i = 0; i < studies; ++i) {
    const std::vector<DropTest> tests = drops_below_reference(planted::draw(regime, draws), samples, {});
    more += in_sequence(tests).enough > truth ? 1 : 0;
  }
  return static_cast<double>(more) / studies;
}

TEST(DropTest, ClaimsTooMuchInAtMostOneStudyOfTwenty) {
  constexpr int kStudies = 1500;
  const double most = 0.05 + 3 * std::sqrt(0.05 * 0.95 / kStudies);
  for (const std::size_t n : {3U, 5U}) {
    // Each with a level that loses exactly the margin of 2 points: what can go wrong most easily.
    EXPECT_LT(share_claiming_more_than(0, {"all at it", {.97, .95, .95, .95, .95, .95, .95}, n}, kStudies),
              most);
    EXPECT_LT(share_claiming_more_than(3, {"the fourth", {.97, .97, .97, .97, .95, .9, .8}, n}, kStudies),
              most);
    EXPECT_LT(share_claiming_more_than(0, {"alone", {.97, .95}, n}, kStudies), most);
    EXPECT_LT(share_claiming_more_than(0,
                                       {"three times the spread there",
                                        {.97, .95, .93, .93, .93, .93, .93},
                                        n,
                                        400,
                                        .01,
                                        {.005, .015, .005, .005, .005, .005, .005}},
                                       kStudies),
              most);
    EXPECT_LT(share_claiming_more_than(0,
                                       {"half more spread there",
                                        {.97, .95, .93, .93, .93, .93, .93},
                                        n,
                                        4000,
                                        .01,
                                        {.02, .03, .02, .02, .02, .02, .02}},
                                       kStudies),
              most);
    EXPECT_LT(
        share_claiming_more_than(0, {"shared 3 points", {.90, .88, .86, .86, .86}, n, 400, .03}, kStudies),
        most);
    EXPECT_LT(share_claiming_more_than(1, {"not monotone", {.97, .972, .95, .957, .948, .953}, n}, kStudies),
              most);
    EXPECT_LT(share_claiming_more_than(0, {"near 1", {.999, .979, .979, .979}, n, 400, 0, {0}, 0}, kStudies),
              most);
    EXPECT_LT(share_claiming_more_than(0, {"gaps", {.97, .95, .95, .95, .95}, n, 400, .01, {.005}, .5, .2},
                                       kStudies),
              most);
  }
}

TEST(DropTest, ClaimsTooMuchOfAGivenAccuracyInAtMostOneStudyOfTwenty) {
  constexpr int kStudies = 3000;
  const double most = 0.05 + 3 * std::sqrt(0.05 * 0.95 / kStudies);
  for (const double accuracy : {0.97, 0.75}) {  // exactly 2 points below what is asked for
    for (const std::size_t n : {3U, 5U}) {
      const Regime regime{"", {accuracy, accuracy - 0.05}, n};
      const std::vector<double> samples(2, 400);
      Draws draws(29);
      int more = 0;
      for (int i = 0; i < kStudies; ++i) {
        const auto tests = drops_below(accuracy + 0.02, planted::draw(regime, draws), samples, {});
        more += in_sequence(tests).enough > 0 ? 1 : 0;
      }
      EXPECT_LT(static_cast<double>(more) / kStudies, most) << accuracy << ", " << n;
    }
  }
}

}  // namespace
