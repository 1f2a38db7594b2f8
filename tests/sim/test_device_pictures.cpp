#include "sim/device_pictures.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <limits>
#include <stdexcept>

#include "sim/detection_time.hpp"
#include "tests/sim/launch_here.hpp"
#include "tests/sim/small_dataset.hpp"
#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

using Samples = std::vector<std::int64_t>;

// The kernel fuses its multiply-adds; so does sum_terms where the processor can.
bool processor_fuses() {
#ifdef __x86_64__
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return true;
#endif
}

// A dataset's pictures made by the kernel's code, with its factors "on the device" cpu.
class Emulated {
 public:
  explicit Emulated(const SpectraConfig& config)
      : dataset(config),
        series_(config.cube, config.physics, config.sampling, longest_detection()),
        pictures(
            config.sampling, scaling(), config.key_noise, dataset.size(), at::kCPU,
            [this](std::span<const std::int64_t> samples) {
              std::vector<std::vector<Kubo>> kubos;
              for (const std::int64_t sample : samples)
                kubos.push_back(dataset.population().components(sample));
              expanded.push_back(Samples(samples.begin(), samples.end()));
              return series_.expand(kubos);
            },
            testing::launch_here) {}

  SpectraDataset dataset;
  std::vector<Samples> expanded;  // what each call of Expand was asked for

 private:
  std::int64_t longest_detection() const {
    std::int64_t most = 0;
    for (std::int64_t i = 0; i < dataset.size(); ++i)
      most = std::max(most, detection_points(dataset.config().physics, dataset.population().components(i),
                                             dataset.config().cube.axes().pump_times_ps.back()));
    return most;
  }
  PictureScaling scaling() const {
    return {dataset.scale(), dataset.config().snr > 0 ? dataset.scale() : 0, dataset.noise_sigma()};
  }
  SeparableSeries series_;

 public:
  DevicePictures pictures;
};

TEST(DevicePictures, TheKernelsCodeWritesTheCpusPictures) {
  for (const double snr : {testing::infinity, 5.0, 0.0}) {
    SpectraConfig config = testing::small_config(snr);
    auto samplings = testing::thinner_samplings(config.cube);
    samplings.push_back(config.sampling);
    for (const Sampling& sampling : samplings) {
      config.sampling = sampling;
      Emulated emulated(config);
      const Samples samples = {7, 2, 7};
      const at::Tensor expected = emulated.dataset.batch(samples, at::kCPU);
      const at::Tensor made = emulated.pictures.batch(samples);
      if (processor_fuses() || snr == 0)
        EXPECT_TRUE(at::equal(made, expected)) << "snr " << snr;
      else
        EXPECT_LE(at::abs(made - expected).max().item<double>(), 1e-6) << "snr " << snr;
      EXPECT_TRUE(made.is_contiguous(at::MemoryFormat::ChannelsLast));
    }
  }
}

TEST(DevicePictures, MoreWaitingTimesThanABlockHasThreads) {
  SpectraConfig config = testing::small_config(5);
  config.cube.waiting_times = 1030;
  config.cube.waiting_time_step_ps = 0.01;
  config.cube.frequencies = 3;
  config.cube.pump_times = 6;
  config.sampling = Sampling::full(config.cube);
  Emulated emulated(config);
  const Samples samples = {1};
  EXPECT_LE(at::abs(emulated.pictures.batch(samples) - emulated.dataset.batch(samples, at::kCPU))
                .max()
                .item<double>(),
            1e-6);
}

TEST(DevicePictures, ExpandsEverySampleOnce) {
  Emulated emulated(testing::small_config(5));
  emulated.pictures.batch(Samples{4, 1, 4});
  emulated.pictures.batch(Samples{1, 4});
  emulated.pictures.batch(Samples{9, 1});
  EXPECT_EQ(emulated.expanded, (std::vector<Samples>{{1, 4}, {9}}));
  EXPECT_EQ(emulated.pictures.known_samples(), 3);

  Emulated noise(testing::small_config(0));
  noise.pictures.batch(Samples{4, 1});
  EXPECT_TRUE(noise.expanded.empty());
}

TEST(DevicePictures, RefusesACubeBeyondItsIndices) {
  Sampling sampling;
  sampling.waiting_times.resize(3'000'000);
  sampling.pump_times = sampling.frequencies = {0};
  EXPECT_THROW(DevicePictures(sampling, {1, 1, 0}, 1, 1, at::kCPU, {}, testing::launch_here),
               std::invalid_argument);
}

// What an H100 has to do per sample follows from these: no thread of a full-size block is idle for long.
TEST(PictureBlock, FillsItsThreads) {
  const auto block = [](std::int32_t waiting_times, std::int32_t pump_times) {
    PictureGrid grid{};
    grid.waiting_times = waiting_times;
    grid.pump_times = pump_times;
    return PictureBlock(grid);
  };
  EXPECT_EQ(block(166, 167).threads(), 498);
  EXPECT_EQ(block(17, 17).threads(), 289);
  EXPECT_EQ(block(1, 167).threads(), 167);
  EXPECT_EQ(block(1, 9000).threads(), 512);
  EXPECT_EQ(block(700, 5).threads(), 512);
}

}  // namespace
}  // namespace sim
