#include "workers/measured_speed.hpp"

#include <torch/torch.h>

#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>
#include <thread>
#include <vector>

#include "gpu/release_memory.hpp"
#include "models/precision.hpp"

namespace workers {
namespace {

constexpr double kConvolutionSeconds = 0.1;
constexpr double kMemorySeconds = 0.04;
constexpr double kCallSeconds = 0.02;

/// Seconds that one call of `work` takes, the first one apart, as the mean over about `seconds`.
double seconds_of(double seconds, const std::function<void()>& work) {
  work();
  const auto start = std::chrono::steady_clock::now();
  double passed = 0;
  int runs = 0;
  while (passed < seconds) {
    work();
    ++runs;
    passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  return passed / runs;
}

/// A GPU is waited for.
void wait_for(const at::Tensor& values) {
  if (!values.is_cpu()) values.flatten()[0].item<float>();
}

/// The student's dearest layer on a few small pictures, on a GPU on many: 1×1 convolution of 320 to 256
/// channels.
double operations_per_second(c10::Device device) {
  const std::int64_t pictures = device.is_cpu() ? 4 : 256;
  const auto options = at::TensorOptions().dtype(at::kFloat).device(device);
  const at::Tensor x = at::rand({pictures, 320, 64, 9}, options).contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor weight = at::rand({256, 320, 1, 1}, options);
  const double operations = 2.0 * static_cast<double>(pictures) * 64 * 9 * 320 * 256;
  return operations / seconds_of(kConvolutionSeconds, [&] { wait_for(at::conv2d(x, weight)); });
}

/// More than caches hold, read once and written once.
double memory_bytes_per_second(c10::Device device) {
  const std::int64_t numbers = (device.is_cpu() ? 32 : 256) << (20 - 2);
  at::Tensor x = at::ones({numbers}, at::TensorOptions().dtype(at::kFloat).device(device));
  return 2.0 * sizeof(float) * static_cast<double>(numbers) / seconds_of(kMemorySeconds, [&] {
           x.mul_(1.0F);
           wait_for(x);
         });
}

double call_seconds(c10::Device device) {
  constexpr int kCalls = 20;
  const auto options = at::TensorOptions().dtype(at::kFloat).device(device);
  at::Tensor x = at::ones({1, 4, 4, 4}, options);
  const at::Tensor weight = at::eye(4, options).view({4, 4, 1, 1});
  return seconds_of(kCallSeconds,
                    [&] {
                      for (int i = 0; i < kCalls; ++i) x = at::conv2d(x, weight);
                      wait_for(x);
                    }) /
         kCalls;
}

/// Hop and bandwidth of sums over these ranks. Collective on them.
void measure_sums(const comm::Communicator& team, sweep::WorkerSpeed& speed) {
  constexpr int kShortSums = 50;
  constexpr int kLongSums = 3;
  std::vector<float> numbers(1 << 20);
  const auto seconds_per_sum = [&](int sums, std::size_t count) {
    team.sum(std::span(numbers.data(), count));
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < sums; ++i) team.sum(std::span(numbers.data(), count));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / sums;
  };
  const double ranks = team.size();
  const double latency = seconds_per_sum(kShortSums, 1);
  const double transfer = std::max(seconds_per_sum(kLongSums, numbers.size()) - latency, 1e-9);
  speed.hop_seconds = latency / std::log2(ranks);
  speed.bytes_per_second =
      2 * static_cast<double>(numbers.size() * sizeof(float)) * (ranks - 1) / ranks / transfer;
}

/// Puts the mean over the ranks in place of each one's speed. Collective on the communicator.
void average(const comm::Communicator& team, sweep::WorkerSpeed& speed) {
  std::array<double, 5> sums{speed.operations_per_second, speed.memory_bytes_per_second, speed.call_seconds,
                             speed.hop_seconds, speed.bytes_per_second};
  team.sum(sums);
  for (double& sum : sums) sum /= team.size();
  speed = {sums[0], sums[1], sums[2], sums[3], sums[4]};
}

}  // namespace

sweep::WorkerSpeed measured_speed(int threads, c10::Device device) {
  at::set_num_threads(threads);
  const at::NoGradGuard no_gradients;
  if (!device.is_cpu()) models::choose_matrix_units(models::Precision::FLOAT32);
  sweep::WorkerSpeed speed;
  speed.operations_per_second = operations_per_second(device);
  speed.memory_bytes_per_second = memory_bytes_per_second(device);
  speed.call_seconds = call_seconds(device);
  gpu::release_memory(device);
  return speed;
}

sweep::WorkerSpeed speed_of_workers(const comm::Communicator& world, int threads, c10::Device device) {
  if (world.size() == 1) return measured_speed(threads, device);
  sweep::WorkerSpeed speed;
  if (world.rank() == 0) {
    // Waiting for MPI would take a core from those that measure.
    std::this_thread::sleep_for(
        std::chrono::duration<double>(kConvolutionSeconds + kMemorySeconds + kCallSeconds));
  } else {
    std::vector<int> workers(static_cast<std::size_t>(world.size() - 1));
    std::iota(workers.begin(), workers.end(), 1);
    comm::Communicator team = world.subgroup(workers);
    team.barrier();
    speed = measured_speed(threads, device);
    if (team.size() > 1 && device.is_cpu()) measure_sums(team, speed);
    average(team, speed);
    team.free();
  }
  world.broadcast(std::as_writable_bytes(std::span(&speed, 1)), 1);
  return speed;
}

}  // namespace workers
