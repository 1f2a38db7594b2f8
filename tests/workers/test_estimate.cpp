#include "workers/estimate.hpp"

#include <gtest/gtest.h>

#include "sim/spectra_dataset.hpp"
#include "sweep/input_error.hpp"

namespace workers {
namespace {

const OpenDataset kSimulated = [](const sweep::Settings& settings) {
  return std::make_shared<sim::SpectraDataset>(spectra_config(settings, 1));
};

std::vector<sweep::TrialCost> costs_of(const std::string& study) {
  return estimate_costs(sweep::Grid(sweep::Study::parse(study, "study.yaml")), kSimulated);
}

TEST(Estimate, FullSizeTrialsAreCountedWithoutMakingThem) {
  const auto costs = costs_of(
      "factors:\n  model.architecture: [teacher, student]\n  data.sampling: [full, every-10]\n"
      "exclude:\n  - {model.architecture: teacher, data.sampling: every-10}\n"
      "  - {model.architecture: student, data.sampling: full}\n");
  ASSERT_EQ(costs.size(), 2u);
  EXPECT_EQ(costs[0].parameters, 122097234);
  EXPECT_EQ(costs[1].parameters, 11725042);
  EXPECT_EQ(costs[0].data_reduction, 1);
  EXPECT_NEAR(costs[1].data_reduction, 167.0 * 166 / (17 * 17), 1e-9);
  EXPECT_EQ(costs[0].samples, 2000);
  // Forward 0.77 GFLOP, three times that per training sample, 1,600 samples, 100 epochs: 370 TFLOP and some
  // more.
  EXPECT_GT(costs[1].operations, 3.7e14);
  EXPECT_LT(costs[1].operations, 6e14);
  EXPECT_GT(costs[0].operations, 30 * costs[1].operations);
}

TEST(Estimate, SmallBatchesTakeTheMemoryOfEvaluation) {
  const auto costs = costs_of(
      "settings:\n  data.sampling: every-10\n  model.architecture: student\n"
      "factors:\n  training.batch: [4, 8, 128]\n");
  EXPECT_EQ(costs[0].memory_bytes, costs[1].memory_bytes);
  EXPECT_GT(costs[2].memory_bytes, 2 * costs[1].memory_bytes);
  EXPECT_LT(costs[1].kept_bytes, costs[1].memory_bytes);
  EXPECT_NEAR(costs[1].kept_bytes, 2000.0 * 354 * 17 * 17 * 2 * 4, 1);
}

TEST(Estimate, SettingsThatDoNotFitNameTheTrial) {
  for (const char* study :
       {"settings:\n  cube.pump_times: 5\nfactors:\n  data.sampling: [full, {pump_times: 9}]\n",
        "settings:\n  cube.pump_times: 1\nfactors:\n  data.snr: [1, 2]\n"}) {
    try {
      costs_of(study);
      ADD_FAILURE() << "expected an InputError for " << study;
    } catch (const sweep::InputError& error) {
      EXPECT_EQ(std::string(error.what()).find("trial data.s"), 0u) << error.what();
    }
  }
}

TEST(Estimate, TheMeasuredSpeedIsPlausible) {
  EXPECT_GT(measured_operations_per_second(1), 1e8);
  EXPECT_LT(measured_operations_per_second(1), 1e13);
}

}  // namespace
}  // namespace workers
