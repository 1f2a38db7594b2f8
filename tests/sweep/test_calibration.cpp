#include "sweep/calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace sweep {
namespace {

// An operation a second; the constant share for start and record is no part of what is learnt.
constexpr WorkerSpeed kSpeed{.operations_per_second = 1, .memory_bytes_per_second = 1, .call_seconds = 1};

TrialCost cost_of(double operations) {
  TrialCost cost;
  cost.operations = operations;
  return cost;
}

TEST(Calibration, NothingIsCorrectedWhereNothingIsKnown) {
  Calibration nothing;
  EXPECT_EQ(nothing.correction("student", cost_of(100), kSpeed), 1);
  nothing.add("student", cost_of(100), 1, std::nan(""));
  nothing.add("student", cost_of(100), 1, 0);
  nothing.add("none", cost_of(0), 1, 5);  // a trial that trains nothing has no ratio
  EXPECT_EQ(nothing.correction("student", cost_of(100), kSpeed), 1);
}

TEST(Calibration, EveryClassHasItsOwnRatio) {
  Calibration calibration;
  for (int i = 0; i < 5; ++i) {
    calibration.add("student", cost_of(100), 1, 200);
    calibration.add("student", cost_of(10000), 1, 5000);
    calibration.add("teacher", cost_of(100), 1, 300);
  }
  EXPECT_EQ(calibration.trials(), 15u);
  EXPECT_NEAR(calibration.correction("student", cost_of(100), kSpeed), 2, 1e-6);
  EXPECT_NEAR(calibration.correction("student", cost_of(10000), kSpeed), 0.5, 1e-6);
  EXPECT_NEAR(calibration.correction("teacher", cost_of(100), kSpeed), 3, 1e-6);
}

TEST(Calibration, CostsThatWereNotSeenLieBetweenTheirNeighboursAndNeverBeyond) {
  Calibration calibration;
  for (int i = 0; i < 3; ++i) {
    calibration.add("student", cost_of(100), 1, 200);
    calibration.add("student", cost_of(10000), 1, 5000);
  }
  // Half-way between 100 and 10,000 is 1,000, half-way between 2 and 1/2 is 1.
  EXPECT_NEAR(calibration.correction("student", cost_of(1000), kSpeed), 1, 1e-6);
  EXPECT_NEAR(calibration.correction("student", cost_of(1), kSpeed), 2, 1e-6);
  EXPECT_NEAR(calibration.correction("student", cost_of(1e9), kSpeed), 0.5, 1e-6);
}

TEST(Calibration, AnArchitectureThatWasNotSeenIsCorrectedLikeTheMedianClass) {
  Calibration calibration;
  for (int i = 0; i < 1000; ++i) calibration.add("linear", cost_of(1), 1, 10);  // many, but one class
  for (int i = 0; i < 3; ++i) {
    calibration.add("student", cost_of(100), 1, 200);
    calibration.add("teacher", cost_of(100), 1, 300);
  }
  EXPECT_NEAR(calibration.correction("mlp", cost_of(77), kSpeed), 3, 1e-6);
}

TEST(Calibration, DisturbedTrialsDoNotSpeakForTheirClass) {
  Calibration calibration;
  for (const double seconds : {200.0, 205.0, 2000.0, 195.0, 9000.0, 201.0, 199.0})
    calibration.add("student", cost_of(100), 1, seconds);
  EXPECT_NEAR(calibration.correction("student", cost_of(100), kSpeed), 2, 0.05);
  // A class of one trial that stood still for hours: its architecture knows better, within reason.
  calibration.add("student", cost_of(400), 1, 400'000);
  EXPECT_LE(calibration.correction("student", cost_of(400), kSpeed), 3 * 2.05);
}

TEST(Calibration, TeamsTellOfCostsOnOneRank) {
  // 100 divided, 20 undivided, on four ranks 45 counted seconds, and 2 hops of 10 sums of half a second that
  // are measured elsewhere.
  WorkerSpeed speed = kSpeed;
  speed.hop_seconds = 0.5;
  TrialCost cost = cost_of(120);
  cost.undivided_operations = 20;
  cost.sums = 10;
  Calibration calibration;
  for (int i = 0; i < 3; ++i) {
    calibration.add("student", cost, 4, 1.5 * 45 + 10);
    calibration.add("student", cost_of(45), 1, 3 * 45);  // as long on one rank: another class
  }
  EXPECT_NEAR(calibration.correction("student", cost_of(45), speed), 3, 1e-6);
  EXPECT_NEAR(calibration.correction("student", cost, speed), 1.5, 1e-6);
  cost.correction = calibration.correction("student", cost, speed);
  EXPECT_NEAR(cost.team_time(speed).on(4), 77.5, 2e-3);
  EXPECT_NEAR(cost.team_time(speed).on(1), 180, 2e-3);
}

TEST(Calibration, PlantedTruthComesBackFromNoisyTrials) {
  // Real seconds = counted^1.2 / 3, times noise of 30 %: the ratio is a straight line on log scales.
  const auto truth = [](double counted) { return std::pow(counted, 0.2) / 3; };
  std::mt19937_64 random(8);
  std::lognormal_distribution<double> noise(0, 0.3);
  Calibration calibration;
  for (const double counted : {1.0, 10.0, 100.0, 1e4, 1e5}) {
    for (int i = 0; i < 40; ++i)
      calibration.add("student", cost_of(counted), 1, truth(counted) * counted * noise(random));
  }
  for (double counted = 1; counted < 1e5; counted *= 1.7)
    EXPECT_NEAR(calibration.correction("student", cost_of(counted), kSpeed) / truth(counted), 1, 0.2)
        << counted;
}

TEST(Calibration, CorrectsEveryTrialOfAGrid) {
  const Grid grid(
      Study::parse("factors:\n  model.architecture: [student, linear]\n  replicate: 3\n", "s.yaml"));
  std::vector<TrialCost> costs(grid.size(), cost_of(50));
  Calibration calibration;
  calibration.add("student", cost_of(50), 1, 100);
  calibration.add("linear", cost_of(50), 1, 25);
  calibration.correct(grid, costs, kSpeed);
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const bool student = grid.settings(Row{i}).text("model.architecture") == "student";
    EXPECT_NEAR(costs[i].correction, student ? 2 : 0.5, 1e-6);
  }
  // What has been corrected already is learnt from as it was counted.
  Calibration again;
  again.add("student", costs[0], 1, 100);
  EXPECT_NEAR(again.correction("student", costs[0], kSpeed), costs[0].correction, 1e-6);
}

}  // namespace
}  // namespace sweep
