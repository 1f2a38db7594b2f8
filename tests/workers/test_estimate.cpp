#include "workers/estimate.hpp"

#include <gtest/gtest.h>

#include <map>

#include "memory_store.hpp"
#include "sim/spectra_dataset.hpp"
#include "small_spectra.hpp"
#include "sweep/input_error.hpp"
#include "workers/trainer.hpp"

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

TEST(Estimate, AMillionTrialsOfAHandfulOfCostsAreCountedByTheHandful) {
  int opened = 0;
  const OpenDataset counting = [&](const sweep::Settings& settings) {
    ++opened;
    return kSimulated(settings);
  };
  const sweep::Grid grid(
      sweep::Study::parse("factors:\n  data.snr: [100, 10]\n  data.sampling: [full, every-10]\n"
                          "  training.learning_rate: [1e-3, 2e-3, 3e-3]\n  model.architecture: [student, "
                          "linear]\n  replicate: 20\n",
                          "study.yaml"));
  ASSERT_EQ(grid.size(), 480u);
  const auto costs = estimate_costs(grid, counting);
  EXPECT_EQ(opened, 4);
  std::map<std::string, double> alone;
  for (const std::string sampling : {"full", "every-10"}) {
    for (const std::string architecture : {"student", "linear"})
      alone[sampling + architecture] =
          costs_of("settings:\n  data.sampling: " + sampling + "\n  model.architecture: " + architecture +
                   "\nfactors:\n  replicate: 1\n")[0]
              .operations;
  }
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const sweep::Settings settings = grid.settings(sweep::Row{i});
    EXPECT_EQ(costs[i].operations,
              alone.at(settings["data.sampling"].text() + settings.text("model.architecture")));
  }
}

TEST(Estimate, ALinearModelIsCountedByHand) {
  const auto cost = costs_of(
      "settings:\n  data.sampling: every-10\n  model.architecture: linear\n  training.epochs: 7\n"
      "  training.batch: 30\n  run.evaluate_every: 3\nfactors:\n  replicate: 1\n")[0];
  const double numbers = 17.0 * 17 * 354 * 2, parameters = 2 * numbers + 2;
  const double train = 1600, test = 400, steps = 7 * 54;  // the last batch of 10
  const double checks = 3;                                // after epochs 3, 6 and 7
  const double forward = 4 * numbers;
  const double making = 2000 * numbers * 400;
  EXPECT_NEAR(cost.operations, (3 * 7 * train + checks * test + 2000) * forward + making,
              1e-6 * cost.operations);
  EXPECT_NEAR(cost.undivided_operations, making, 1);
  EXPECT_NEAR(cost.undivided_bytes, steps * parameters * 48, 1);
  EXPECT_EQ(cost.most_ranks, 30);
}

TEST(Estimate, ClosedFormsTakeTheSmallerMatrixOfProducts) {
  // 1,600 samples to train on; 16 × 16 × n numbers.
  const auto costs = costs_of(
      "settings:\n  cube.frequencies: 16\n  cube.pump_times: 16\n  cube.waiting_times: 32\n"
      "  model.architecture: pca_logistic\nfactors:\n"
      "  data.sampling: [{waiting_times: 1, parts: real}, {waiting_times: 2, parts: real}, {waiting_times: "
      "4, parts: "
      "real}, {waiting_times: 16, parts: real}, {waiting_times: 32, parts: real}]\n");
  const auto fit = [&](std::size_t i) { return costs[i].undivided_operations; };
  // Columns n = 256, 512, 1024: between n² and n³; then rows: with the numbers, but for the same n³ of them
  // all.
  EXPECT_GT(fit(1), 4 * fit(0));
  EXPECT_LT(fit(2), 8 * fit(1));
  EXPECT_LT(fit(4) - fit(3), fit(3));
  EXPECT_LT(costs[0].memory_bytes, costs[2].memory_bytes / 4);
  for (const sweep::TrialCost& cost : costs) EXPECT_EQ(cost.most_ranks, 1);
}

/// What went through MPI_Allreduce since it was set to nothing.
struct Sums {
  double calls = 0;
  double bytes = 0;
} sums_seen;

TEST(Estimate, SumsOverATeamAreThoseThatTrainingMakes) {
  const auto world = comm::Communicator::world();
  if (world.size() < 2) GTEST_SKIP() << "a team of two is needed";
  for (const char* architecture : {"student", "linear"}) {
    const sweep::Grid grid(
        sweep::Study::parse(kSmallSpectra, "study.yaml",
                            {std::string("model.architecture=") + architecture, "training.epochs=3"}));
    const sweep::TrialCost cost = estimate_costs(grid, kSimulated)[0];
    if (world.rank() < 2) {
      const auto pair = world.subgroup({0, 1});
      const RankTeam team(pair, sweep::Rank{0}, [] { return false; });
      MemoryStore store;
      Trainer trainer(grid, 7, store, kSimulated, Checkpoints("/nonexistent"));
      sums_seen = {};
      const auto result = trainer.train({sweep::Row{0}, {sweep::Rank{0}, sweep::Rank{1}}}, team,
                                        [](const sweep::EpochReport&) { return sweep::Verdict::GO_ON; });
      ASSERT_EQ(result.record.state, sweep::TrialState::COMPLETE) << result.record.message;
      EXPECT_NEAR(sums_seen.calls / cost.sums, 1, 0.15) << architecture;
      EXPECT_NEAR(sums_seen.bytes / (cost.sums * cost.bytes_per_sum), 1, 0.15) << architecture;
    }
    world.barrier();
  }
}

}  // namespace
}  // namespace workers

// MPI's own way of looking on: in front of the library's function, which goes by another name as well.
extern "C" int MPI_Allreduce(const void* from, void* to, int count, MPI_Datatype type, MPI_Op op,
                             MPI_Comm communicator) {
  int size = 0;
  PMPI_Type_size(type, &size);
  ++workers::sums_seen.calls;
  workers::sums_seen.bytes += static_cast<double>(count) * size;
  return PMPI_Allreduce(from, to, count, type, op, communicator);
}
