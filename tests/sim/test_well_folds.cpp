#include "sim/well_folds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "plates.hpp"
#include "sim/intensity_threshold.hpp"

namespace sim {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Binarisation rule(Binarisation::Rule which, double threshold = 0, double quantile = 0.5) {
  return {which, threshold, quantile};
}

// `ones` values above 0.5 and `zeros` below.
WellRules above_one_half(std::uint64_t key = 1) {
  WellRules rules;
  rules.binarisation = rule(Binarisation::Rule::THRESHOLD, 0.5);
  rules.key_split = key;
  rules.key_balance = key + 1000;
  return rules;
}

std::vector<double> classes(int ones, int zeros) {
  std::vector<double> values;
  for (int i = 0; i < ones; ++i) values.push_back(1 + 0.01 * i);
  for (int i = 0; i < zeros; ++i) values.push_back(-0.01 * i);
  return values;
}

std::set<std::size_t> wells_of(const std::vector<LabelledWell>& list) {
  std::set<std::size_t> wells;
  for (const LabelledWell& well : list) wells.insert(well.well);
  return wells;
}

int ones_of(const std::vector<LabelledWell>& list) {
  int ones = 0;
  for (const LabelledWell& well : list) ones += well.label;
  return ones;
}

TEST(Binarisation, FitsAsNumpyDoes) {
  const std::vector<double> values = {4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(rule(Binarisation::Rule::MEDIAN).fit(values), 2.5);
  EXPECT_DOUBLE_EQ(rule(Binarisation::Rule::QUANTILE, 0, 0.8).fit(values), 3.4);  // numpy.quantile([…], 0.8)
  EXPECT_DOUBLE_EQ(rule(Binarisation::Rule::QUANTILE, 0, 1).fit(values), 3) << "so that something exceeds it";
  EXPECT_EQ(rule(Binarisation::Rule::THRESHOLD, 7).fit(values), 7);
  EXPECT_EQ(rule(Binarisation::Rule::SIGN, 7).fit(values), 0);
}

// Where most wells are above the limit, those are the positive ones: nothing exceeds their median.
TEST(Binarisation, SaturatedWellsArePositive) {
  EXPECT_EQ(rule(Binarisation::Rule::MEDIAN).fit(std::vector<double>{1, 3, 2, kInf, kInf, kInf, kInf}), 3);
  EXPECT_EQ(rule(Binarisation::Rule::QUANTILE, 0, 0.9).fit(std::vector<double>{1, 7, 7, 7}), 1);
  EXPECT_EQ(rule(Binarisation::Rule::MEDIAN).fit(std::vector<double>{7, 7}), 7);
}

// Half of the wells below the limit of detection: whatever was detected is positive.
TEST(Binarisation, UndetectedWellsAreNegative) {
  EXPECT_EQ(rule(Binarisation::Rule::MEDIAN).fit(std::vector<double>{-kInf, -kInf, 3, 5}), -kInf);
  EXPECT_EQ(rule(Binarisation::Rule::MEDIAN).fit(std::vector<double>{1, 2, kInf, kInf}), 2);
}

TEST(WellFolds, EveryUsableWellIsTestedOnceAndNeverLearnedFromThere) {
  std::vector<double> values = rising(40);
  values[3] = values[17] = kNan;
  WellRules rules;
  rules.validation_fraction = 0.2;
  for (std::uint64_t key = 0; key < 20; ++key) {
    rules.key_split = key;
    const WellFolds chosen = WellFolds::choose(values, rules);
    ASSERT_EQ(chosen.dropped_because, "");
    std::multiset<std::size_t> tested;
    for (const FoldWells& fold : chosen.folds) {
      for (const std::size_t well : wells_of(fold.test)) {
        tested.insert(well);
        EXPECT_FALSE(wells_of(fold.train).contains(well));
        EXPECT_FALSE(wells_of(fold.validation).contains(well));
      }
      for (const std::size_t well : wells_of(fold.validation))
        EXPECT_FALSE(wells_of(fold.train).contains(well));
      EXPECT_EQ(fold.validation.size(), 4) << "two of each class's nine or ten";
      EXPECT_EQ(ones_of(fold.validation), 2);
    }
    EXPECT_FALSE(tested.contains(3) || tested.contains(17));
    for (const std::size_t well : tested) EXPECT_EQ(tested.count(well), 1u);
    EXPECT_GE(tested.size(), 34u) << "a median of the other half costs a well or two of balance";
  }
}

// The trap: a threshold that has seen the wells it will be tested on.
TEST(WellFolds, ThresholdsAreFittedOnTheOtherHalf) {
  std::vector<double> values = rising(41);
  for (double& value : values) value *= value;
  WellRules rules;
  rules.balance = Balance::NONE;
  const WellFolds chosen = WellFolds::choose(values, rules);
  for (std::size_t i : {0, 1}) {
    std::vector<double> learned;
    for (const std::size_t well : wells_of(chosen.folds[i].train)) learned.push_back(values[well]);
    EXPECT_EQ(chosen.folds[i].threshold, rules.binarisation.fit(learned));
    for (const LabelledWell& well : chosen.folds[i].test)
      EXPECT_EQ(well.label, values[well.well] > chosen.folds[i].threshold ? 1 : 0);
  }
  EXPECT_NE(chosen.folds[0].threshold, chosen.folds[1].threshold);
}

TEST(WellFolds, SevenAndSevenAreDroppedSevenAndEightAreKept) {
  for (std::uint64_t key = 0; key < 50; ++key) {
    const auto wells_kept = [&](int ones, int zeros) {
      const WellFolds chosen = WellFolds::choose(classes(ones, zeros), above_one_half(key));
      return chosen.dropped_because.empty() ? chosen.wells() : 0;
    };
    EXPECT_EQ(wells_kept(7, 7), 0u);
    EXPECT_EQ(wells_kept(7, 8), 15u);
    EXPECT_EQ(wells_kept(8, 7), 15u);
    EXPECT_EQ(wells_kept(8, 8), 16u);
    EXPECT_EQ(wells_kept(7, 30), 0u);
    EXPECT_EQ(wells_kept(8, 30), 16u);
  }
}

// With a median of its own each half can lose a pair to balancing: that must not decide who is dropped, or
// replicates of one readout would disagree.
TEST(WellFolds, ReplicatesAgreeOnWhoIsDropped) {
  for (const int wells : {14, 15, 16, 17, 20}) {
    for (std::uint64_t key = 0; key < 100; ++key) {
      WellRules rules;
      rules.key_split = key;
      std::vector<double> values;
      for (int well = 0; well < wells; ++well) values.push_back(RandomStream(8, well).uniform());
      EXPECT_EQ(WellFolds::choose(values, rules).dropped_because.empty(), wells >= 15) << wells << " " << key;
    }
  }
}

TEST(WellFolds, SaysWhyAReadoutIsDropped) {
  const auto why = [](const std::vector<double>& values) {
    return WellFolds::choose(values, above_one_half()).dropped_because;
  };
  EXPECT_EQ(why(std::vector<double>(30, 2.0)), "all wells have the same value");
  EXPECT_EQ(why(rising(9)), "only 9 wells have both image and readout");
  EXPECT_EQ(why(classes(7, 7)), "only 14 wells have both image and readout");
  EXPECT_EQ(why(classes(5, 20)),
            "5 positive and 20 negative wells: 10 after balancing, fewer than data.least_wells 15");
  std::vector<double> one_detected(30, -kInf);
  one_detected[4] = 3;
  EXPECT_NE(why(one_detected), "");
}

TEST(WellFolds, BalancedClassesDifferByOneAtMostInEveryHalf) {
  for (std::uint64_t key = 0; key < 20; ++key) {
    const WellFolds chosen = WellFolds::choose(classes(13, 60), above_one_half(key));
    for (const FoldWells& fold : chosen.folds) {
      for (const auto* side : {&fold.train, &fold.test})
        EXPECT_LE(std::abs(2 * ones_of(*side) - static_cast<int>(side->size())), 1);
    }
    EXPECT_EQ(chosen.folds[0].test.size(), chosen.folds[1].train.size())
        << "the same wells, in both parts they play";
  }
}

TEST(WellFolds, SeedsChooseOtherWellsAndOtherHalves) {
  const auto values = classes(15, 60);
  const WellRules rules = above_one_half(1);
  WellRules balanced_otherwise = rules;
  balanced_otherwise.key_balance = 99;
  WellRules split_otherwise = rules;
  split_otherwise.key_split = 99;
  const auto tested = [&](const WellRules& r) {
    return wells_of(WellFolds::choose(values, r).folds[0].test);
  };
  EXPECT_EQ(tested(rules), tested(rules));
  EXPECT_NE(tested(rules), tested(balanced_otherwise));
  EXPECT_NE(tested(rules), tested(split_otherwise));
}

TEST(WellFolds, PermutedLabelsKeepTheValuesAndLoseTheWells) {
  const auto values = rising(60);
  WellRules rules;
  rules.balance = Balance::NONE;
  rules.labels = Labels::PERMUTED;
  double agree = 0;
  for (std::uint64_t key = 0; key < 40; ++key) {
    rules.key_permutation = key;
    int ones = 0;
    for (const FoldWells& fold : WellFolds::choose(values, rules).folds) {
      for (const LabelledWell& well : fold.test) {
        ones += well.label;
        agree += well.label == (values[well.well] > 29.5 ? 1 : 0) ? 1.0 / (40 * 60) : 0;
      }
    }
    EXPECT_NEAR(ones, 30, 2);
  }
  EXPECT_NEAR(agree, 0.5, 0.03) << "2,400 coin flips have a standard error of 0.01";
}

TEST(IntensityThreshold, IsTheBestOfAllByBruteForce) {
  for (std::uint64_t key = 0; key < 200; ++key) {
    RandomStream stream(5, key);
    std::vector<double> intensities;
    std::vector<std::uint8_t> labels;
    for (int i = 0; i < 12; ++i) {
      intensities.push_back(std::floor(stream.uniform(0, 8)));
      labels.push_back(stream.uniform() < 0.5 ? 0 : 1);
    }
    const auto right = [&](const IntensityThreshold& rule) {
      int count = 0;
      for (std::size_t i = 0; i < labels.size(); ++i) count += rule.says(intensities[i]) == labels[i] ? 1 : 0;
      return count;
    };
    int best = 0;
    for (double cut = -0.5; cut < 9; cut += 0.5) {
      for (const bool above : {true, false}) best = std::max(best, right({cut, above}));
    }
    EXPECT_EQ(right(IntensityThreshold::fit(intensities, labels)), best);
  }
}

}  // namespace
}  // namespace sim
