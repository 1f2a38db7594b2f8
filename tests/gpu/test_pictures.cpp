#include <vector>

#include "tests/gpu/on_gpu.hpp"
#include "tests/sim/small_dataset.hpp"
#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

using Samples = std::vector<std::int64_t>;
using Pictures = OnGpu;

TEST_F(Pictures, AreTheCpus) {
  for (const double snr : {testing::infinity, 5.0, 0.0}) {
    SpectraConfig config = testing::small_config(snr);
    auto samplings = testing::thinner_samplings(config.cube);
    samplings.push_back(config.sampling);
    for (const Sampling& sampling : samplings) {
      config.sampling = sampling;
      const SpectraDataset dataset(config);
      const Samples samples = {7, 2, 7, 19};
      const at::Tensor made = dataset.batch(samples, device);
      EXPECT_EQ(made.device(), device);
      EXPECT_TRUE(made.is_contiguous(at::MemoryFormat::ChannelsLast));
      const at::Tensor expected = dataset.batch(samples, at::kCPU);
      if (snr == 0)
        EXPECT_TRUE(at::equal(made.cpu(), expected));  // the noise is the same bit for bit
      else  // a CPU without fused multiply-adds rounds the sum of terms differently
        EXPECT_LE(at::abs(made.cpu() - expected).max().item<double>(), 1e-6) << "snr " << snr;
    }
  }
}

TEST_F(Pictures, ThinnedAreTheThinnedFullOnesBitForBit) {
  for (const double snr : {testing::infinity, 5.0, 0.0}) {
    const SpectraConfig config = testing::small_config(snr);
    const Samples samples = {3, 0, 11};
    const at::Tensor full = SpectraDataset(config).batch(samples, device).cpu();
    for (const Sampling& sampling : testing::thinner_samplings(config.cube)) {
      SpectraConfig thinned = config;
      thinned.sampling = sampling;
      EXPECT_TRUE(at::equal(SpectraDataset(thinned).batch(samples, device).cpu(),
                            testing::thin(full, sampling, config.cube.frequencies)));
    }
  }
}

TEST_F(Pictures, DoNotDependOnTheBatch) {
  const SpectraDataset dataset(testing::small_config(5));
  Samples many(300);  // more than one launch takes
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<std::int64_t>(i * 7 % 20);
  const at::Tensor all = dataset.batch(many, device);
  for (const std::size_t i : {0U, 127U, 128U, 299U})
    EXPECT_TRUE(at::equal(all[static_cast<std::int64_t>(i)], dataset.batch(Samples{many[i]}, device)[0]));
}

TEST_F(Pictures, StayOnTheDeviceWhenCached) {
  SpectraDataset dataset(testing::small_config(5));
  const Samples samples = {3, 9, 3, 0};
  const at::Tensor made = dataset.batch(samples, device);
  dataset.cache(std::int64_t{1} << 30);
  for (int time = 0; time < 2; ++time) {
    const at::Tensor kept = dataset.batch(samples, device);
    EXPECT_TRUE(at::equal(made, kept));
    EXPECT_TRUE(kept.is_contiguous(at::MemoryFormat::ChannelsLast));
  }
}

TEST_F(Pictures, FullSizeNoise) {
  SpectraConfig config;
  config.population.samples_per_class = 2;
  config.snr = 0;
  const SpectraDataset dataset(config);
  EXPECT_TRUE(at::equal(dataset.batch(Samples{3}, device).cpu(), dataset.batch(Samples{3}, at::kCPU)));
}

}  // namespace
}  // namespace sim
