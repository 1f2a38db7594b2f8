#include "workers/measured_speed.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>

namespace workers {
namespace {

void expect_plausible(const sweep::WorkerSpeed& speed) {
  EXPECT_GT(speed.operations_per_second, 1e8);
  EXPECT_LT(speed.operations_per_second, 1e13);
  EXPECT_GT(speed.memory_bytes_per_second, 1e7);
  EXPECT_LT(speed.memory_bytes_per_second, 1e13);
  EXPECT_GT(speed.call_seconds, 1e-8);
  EXPECT_LT(speed.call_seconds, 1e-2);
  EXPECT_GT(speed.hop_seconds, 0);
  EXPECT_GT(speed.bytes_per_second, 1e4);
}

TEST(MeasuredSpeed, IsPlausible) { expect_plausible(measured_speed(1)); }

TEST(MeasuredSpeed, IsTheSameForAllRanks) {
  const auto world = comm::Communicator::world();
  const sweep::WorkerSpeed speed = speed_of_workers(world, 1, c10::kCPU);
  expect_plausible(speed);
  std::array<double, 1> sum{speed.operations_per_second};
  world.sum(sum);
  EXPECT_NEAR(sum[0] / world.size() / speed.operations_per_second, 1, 1e-12);
}

}  // namespace
}  // namespace workers
