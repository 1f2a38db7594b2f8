#include "sim/spectra_dataset.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <stdexcept>

#include "sim/sampling_request.hpp"
#include "tests/sim/small_dataset.hpp"
#include "tests/sim/spectra.hpp"

namespace sim {
namespace {

at::Tensor batch(const SpectraConfig& config, const std::vector<std::int64_t>& samples) {
  return SpectraDataset(config).batch(samples, at::kCPU);
}

TEST(SpectraDataset, AThinnedDatasetIsTheThinnedFullOneBitForBit) {
  for (const double snr : {testing::infinity, 5.0, 0.0}) {
    const SpectraConfig config = testing::small_config(snr);
    at::set_num_threads(2);
    const at::Tensor full = batch(config, {0, 1, 2, 3, 4, 5, 6});
    at::set_num_threads(1);
    for (const Sampling& sampling : testing::thinner_samplings(config.cube)) {
      SpectraConfig thinned = config;
      thinned.sampling = sampling;
      const SpectraDataset dataset(thinned);
      const at::Tensor expected = testing::thin(full, thinned.sampling, config.cube.frequencies);
      for (const std::vector<std::int64_t>& samples :
           std::vector<std::vector<std::int64_t>>{{5}, {3, 0}, {6, 6, 1}}) {
        const at::Tensor pictures = dataset.batch(samples, at::kCPU);
        EXPECT_TRUE(at::equal(pictures, expected.index_select(0, at::tensor(samples, at::kLong))))
            << "snr " << snr;
      }
    }
  }
}

TEST(SpectraDataset, FullSizeSampleThinnedByTen) {
  SpectraConfig config;
  config.population.samples_per_class = 2;
  config.snr = 5;
  const at::Tensor full = batch(config, {3});
  ASSERT_EQ(full.sizes(), (at::IntArrayRef{1, 166, 708, 167}));
  config.sampling = Sampling::named(config.cube, "every-10");
  const SpectraDataset dataset(config);
  EXPECT_EQ(dataset.sample_shape(), (std::array<std::int64_t, 3>{17, 708, 17}));
  EXPECT_NEAR(dataset.data_reduction(), 95.9, 0.05);
  EXPECT_TRUE(at::equal(dataset.batch(std::vector<std::int64_t>{3}, at::kCPU),
                        testing::thin(full, config.sampling, 354)));
}

TEST(SpectraDataset, PicturesAreTheScaledCleanCube) {
  const SpectraConfig config = testing::small_config(testing::infinity);
  const SpectraDataset dataset(config);
  const at::Tensor picture = dataset.batch(std::vector<std::int64_t>{7}, at::kCPU)[0];
  const at::Tensor clean = clean_cube(config.cube, config.physics, dataset.population().components(7),
                                      config.sampling, at::kDouble, at::kCPU);
  EXPECT_LE(at::abs(picture - clean * dataset.scale()).max().item<double>(), 1e-6);
}

TEST(SpectraDataset, NothingLeavesMinusOneToOne) {
  for (const double snr : {testing::infinity, 100.0, 2.0, 0.0}) {
    const SpectraConfig config = testing::small_config(snr);
    std::vector<std::int64_t> all;
    for (std::int64_t i = 0; i < 20; ++i) all.push_back(i);
    const double largest = at::abs(batch(config, all)).max().item<double>();
    EXPECT_LE(largest, 1) << "snr " << snr;
    // The whole range is used, as far as a tail of 6.77 σ allows.
    EXPECT_GE(largest, snr > 10 ? 0.9 : 0.5) << "snr " << snr;
  }
}

TEST(SpectraDataset, NoiseHasTheAskedStrength) {
  SpectraConfig config = testing::small_config(4);
  config.normalisation = Normalisation::NONE;
  const SpectraDataset noisy(config);
  config.snr = testing::infinity;
  const SpectraDataset clean(config);
  EXPECT_EQ(noisy.scale(), 1);
  const double sigma = noisy.reference_peak() / 4;
  EXPECT_NEAR(noisy.noise_sigma(), sigma, 1e-12);
  const std::vector<std::int64_t> samples = {0, 1, 2, 3, 4, 5};
  const at::Tensor noise = noisy.batch(samples, at::kCPU) - clean.batch(samples, at::kCPU);
  EXPECT_NEAR(noise.narrow(2, 0, 45).std().item<double>() / sigma, 1, 0.01);
  EXPECT_NEAR(noise.narrow(2, 45, 45).std().item<double>() / sigma, 1, 0.01);
  EXPECT_NEAR(noise.mean().item<double>() / sigma, 0, 0.01);
}

TEST(SpectraDataset, ReferencePeakIsTheLargestModulus) {
  const SpectraConfig config = testing::small_config(4);
  const at::Tensor cube = testing::complex_cube(config.cube, config.physics, {testing::reference});
  EXPECT_NEAR(SpectraDataset(config).reference_peak(), at::abs(cube).max().item<double>(), 1e-12);
}

TEST(SpectraDataset, SnrZeroHoldsNoSignal) {
  SpectraConfig config = testing::small_config(0);
  const at::Tensor pictures = batch(config, {4, 5});
  config.key_samples = 99;
  EXPECT_TRUE(at::equal(pictures, batch(config, {4, 5})));
  config.population.reference = {9, 4};
  EXPECT_TRUE(at::equal(pictures, batch(config, {4, 5})));
  EXPECT_NEAR(pictures.std().item<double>() * SpectraDataset(config).scale(), 1 / (6.77 * 6.77), 1e-3);
  config.key_noise = 98;
  EXPECT_FALSE(at::equal(pictures, batch(config, {4, 5})));
}

TEST(SpectraDataset, TheScaleDoesNotDependOnTheSampling) {
  SpectraConfig config = testing::small_config(5);
  const double scale = SpectraDataset(config).scale();
  config.sampling = Sampling::named(config.cube, "every-4");
  EXPECT_EQ(SpectraDataset(config).scale(), scale);
}

TEST(SpectraDataset, ComplexSampleIsTheUnscaledFullCube) {
  SpectraConfig config = testing::small_config(5);
  const at::Tensor picture = batch(config, {6})[0];
  config.sampling = Sampling::named(config.cube, "every-5");
  const SpectraDataset dataset(config);
  const at::Tensor sample = dataset.complex_sample(6);
  ASSERT_EQ(sample.sizes(), (at::IntArrayRef{13, 45, 37}));
  ASSERT_EQ(sample.scalar_type(), at::kComplexFloat);
  const at::Tensor rows = at::cat({at::real(sample), at::imag(sample)}, 1) * dataset.scale();
  EXPECT_LE(at::abs(rows - picture).max().item<double>(), 1e-6);
}

TEST(SpectraDataset, CachedPicturesAreTheSame) {
  SpectraConfig config = testing::small_config(5);
  SpectraDataset dataset(config);
  const std::vector<std::int64_t> samples = {3, 9, 3, 0};
  const at::Tensor made = dataset.batch(samples, at::kCPU);
  dataset.cache(std::int64_t{1} << 30);
  EXPECT_TRUE(at::equal(made, dataset.batch(samples, at::kCPU)));
  const at::Tensor kept = dataset.batch(samples, at::kCPU);
  EXPECT_TRUE(at::equal(made, kept));
  EXPECT_TRUE(kept.is_contiguous(at::MemoryFormat::ChannelsLast));
  dataset.cache(1000);
  EXPECT_TRUE(at::equal(made, dataset.batch(samples, at::kCPU)));
}

TEST(SpectraDataset, ABatchStaysAsItIsWhileSomeoneHoldsIt) {
  const SpectraDataset dataset(testing::small_config(5));
  const std::vector<std::int64_t> first = {1, 2};
  const std::vector<std::int64_t> second = {3, 4};
  const at::Tensor held = dataset.batch(first, at::kCPU);
  const at::Tensor copy = held.clone();
  const at::Tensor view = dataset.batch(second, at::kCPU)[1];
  const at::Tensor view_copy = view.clone();
  EXPECT_TRUE(at::equal(dataset.batch(first, at::kCPU), copy));
  EXPECT_TRUE(at::equal(held, copy));
  EXPECT_TRUE(at::equal(view, view_copy));
}

TEST(SpectraDataset, ASecondComponentChangesThePictures) {
  SpectraConfig config = testing::small_config(testing::infinity);
  const at::Tensor one = batch(config, {1});
  config.population.second = Kubo{0, 5};
  EXPECT_TRUE(at::equal(one, batch(config, {1})));
  config.population.second = Kubo{3, 5};
  const SpectraDataset two(config);
  const at::Tensor clean = clean_cube(config.cube, config.physics, two.population().components(1),
                                      config.sampling, at::kDouble, at::kCPU);
  EXPECT_LE(at::abs(two.batch(std::vector<std::int64_t>{1}, at::kCPU)[0] - clean * two.scale())
                .max()
                .item<double>(),
            1e-6);
  EXPECT_FALSE(at::equal(one, two.batch(std::vector<std::int64_t>{1}, at::kCPU)));
}

TEST(SpectraDataset, RefusesWhatDoesNotFit) {
  SpectraConfig config = testing::small_config(5);
  const SpectraDataset dataset(config);
  EXPECT_THROW(dataset.batch(std::vector<std::int64_t>{20}, at::kCPU), std::invalid_argument);
  EXPECT_THROW(dataset.batch(std::vector<std::int64_t>{-1}, at::kCPU), std::invalid_argument);
  config.snr = -1;
  EXPECT_THROW(SpectraDataset{config}, std::invalid_argument);
  config.snr = NAN;
  EXPECT_THROW(SpectraDataset{config}, std::invalid_argument);
  config = testing::small_config(5);
  config.sampling = Sampling::full(Cube{});
  EXPECT_THROW(SpectraDataset{config}, std::invalid_argument);
}

}  // namespace
}  // namespace sim
