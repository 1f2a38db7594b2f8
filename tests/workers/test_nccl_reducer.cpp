// Sums from GPU to GPU. Under mpirun -n 2 and more, each rank on a GPU of its own, or, to test on a single
// GPU, each with a value of its own in NCCL_HOSTID (docs/gpu.md).
#include "workers/nccl_reducer.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "workers/device.hpp"
#include "workers/mpi_reducer.hpp"

namespace workers {
namespace {

at::Tensor numbers(std::int64_t count, at::ScalarType type, int rank) {
  return at::sin(at::arange(count, at::kDouble) * (rank + 1)).to(type);
}

class NcclReducerTest : public testing::Test {
 protected:
  void SetUp() override {
    const int lacking = comm::nccl_is_in() && gpus_here() > 0 ? 0 : 1;
    if (world_.largest(lacking) != 0) GTEST_SKIP() << "needs NCCL and a GPU on every rank";
    device_ = {c10::kCUDA, static_cast<c10::DeviceIndex>(world_.rank() % gpus_here())};
    reducer_ = make_reducer(world_, device_);
    if (world_.size() > 1 && reducer_->name() != "NCCL")
      GTEST_SKIP() << "ranks share a GPU, and have no values of their own in NCCL_HOSTID";
  }
  void TearDown() override {
    if (reducer_) reducer_->close();
  }

  comm::Communicator world_ = comm::Communicator::world();
  at::Device device_ = at::kCPU;
  std::unique_ptr<GradientReducer> reducer_;
};

TEST_F(NcclReducerTest, SumsAreMpis) {
  MpiReducer mpi(world_);
  for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
    for (const std::int64_t count : {1, 7, 1 << 20}) {
      at::Tensor expected = numbers(count, type, world_.rank());
      at::Tensor values = expected.to(device_);
      mpi.sum(expected);
      reducer_->sum(values);
      EXPECT_TRUE(at::allclose(values.cpu(), expected, 1e-5, 1e-5)) << count;
    }
  }
}

TEST_F(NcclReducerTest, SumsThatWereStartedAreDoneAfterFinish) {
  MpiReducer mpi(world_);
  at::Tensor expected = numbers(1 << 20, at::kFloat, world_.rank());
  const at::Tensor values = expected.to(device_);
  mpi.sum(expected);
  at::Tensor small = at::ones({8}, values.options().dtype(at::kDouble));
  reducer_->start(values.narrow(0, 1 << 10, values.numel() - (1 << 10)));
  reducer_->sum(small);  // BatchNorm's, on its way between the buckets
  reducer_->start(values.narrow(0, 0, 1 << 10));
  reducer_->finish();
  const at::Tensor doubled = values * 2;  // queued behind the sums, without waiting for them
  EXPECT_TRUE(at::allclose(doubled.cpu(), 2 * expected, 1e-5, 1e-5));
  EXPECT_TRUE(at::all(small.cpu() == world_.size()).item<bool>());
}

TEST_F(NcclReducerTest, WhatIsInTheHostsMemoryIsAddedUpThere) {
  at::Tensor values = at::ones({5});
  reducer_->sum(values);
  EXPECT_TRUE(at::all(values == world_.size()).item<bool>());
}

TEST(NcclCommunicator, WithoutAGpuIsAnErrorThatSaysSo) {
  if (gpus_here() > 0) GTEST_SKIP() << "there is a GPU";
  try {
    const comm::NcclCommunicator communicator(comm::Communicator::world());
    ADD_FAILURE() << "expected an NcclError";
  } catch (const comm::NcclError& error) {
    EXPECT_FALSE(std::string(error.what()).empty());
    EXPECT_STREQ(comm::nccl_is_in() ? "" : error.what(),
                 comm::nccl_is_in() ? "" : "this program was built without NCCL");
  }
}

}  // namespace
}  // namespace workers
