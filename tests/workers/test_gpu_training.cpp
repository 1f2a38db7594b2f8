// A trial on a GPU is the trial on the CPU, to rounding.
#include <gtest/gtest.h>

#include <filesystem>

#include "memory_store.hpp"
#include "small_spectra.hpp"
#include "workers/device.hpp"
#include "workers/nccl_reducer.hpp"
#include "workers/trainer.hpp"

namespace workers {
namespace {

class GpuTraining : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (world_.largest(gpus_here() > 0 ? 0 : 1) != 0) GTEST_SKIP() << "needs a GPU on every rank";
    device_ = {c10::kCUDA, static_cast<c10::DeviceIndex>(world_.rank() % gpus_here())};
    prepare_device(device_);
  }

  static sweep::TrialRecord train(const RankTeam& team, at::Device device, const std::string& precision) {
    const sweep::Grid grid(sweep::Study::parse(
        kSmallSpectra, "study.yaml",
        {std::string("model.architecture=") + GetParam(), "training.precision=" + precision}));
    MemoryStore store;
    const OpenDataset open = [](const sweep::Settings& settings) {
      return std::make_shared<sim::SpectraDataset>(spectra_config(settings, 1));
    };
    Trainer trainer(grid, 1, store, open, Checkpoints(std::filesystem::temp_directory_path() / "none"),
                    device);
    return trainer.train({sweep::Row{0}, {}}, team, [](const EpochReport&) { return sweep::Verdict::GO_ON; })
        .record;
  }

  static void expect_alike(const sweep::TrialRecord& one, const sweep::TrialRecord& other, double tolerance) {
    ASSERT_EQ(one.state, sweep::TrialState::COMPLETE) << one.message;
    ASSERT_EQ(other.state, sweep::TrialState::COMPLETE) << other.message;
    for (std::size_t epoch = 0; epoch < 2; ++epoch) {
      const float expected = one.curves[static_cast<std::size_t>(sweep::Curve::TRAIN_LOSS)][epoch];
      EXPECT_NEAR(other.curves[static_cast<std::size_t>(sweep::Curve::TRAIN_LOSS)][epoch], expected,
                  tolerance * expected);
    }
  }

  comm::Communicator world_ = comm::Communicator::world();
  at::Device device_ = at::kCPU;
};

TEST_P(GpuTraining, AloneIsTheCpus) {
  const RankTeam alone(comm::Communicator::self(), sweep::Rank{0});
  const auto here = train(alone, at::kCPU, "float32");
  const auto there = train(alone, device_, "float32");
  EXPECT_NE(there.device.find("cuda"), std::string::npos);
  expect_alike(here, there, 1e-3);
}

TEST_P(GpuTraining, ATeamIsTheCpuAlone) {
  const RankTeam alone(comm::Communicator::self(), sweep::Rank{0});
  const RankTeam team(
      world_, sweep::Rank{0}, [] { return false; }, nullptr, make_reducer(world_, device_));
  expect_alike(train(alone, at::kCPU, "float32"), train(team, device_, "float32"), 1e-3);
  team.close();
}

TEST_P(GpuTraining, InBfloat16ItIsTheCpusToFewerDigits) {
  const RankTeam alone(comm::Communicator::self(), sweep::Rank{0});
  expect_alike(train(alone, at::kCPU, "float32"), train(alone, device_, "bfloat16"), 0.1);
}

INSTANTIATE_TEST_SUITE_P(Networks, GpuTraining, testing::Values("student", "teacher", "mlp"));

}  // namespace
}  // namespace workers
