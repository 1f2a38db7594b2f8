#include "sim/measured_spectra.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <stdexcept>

#include "sim/noise.hpp"

namespace sim {
namespace {

const Axes axes = {{2100, 2101.5, 2104}, {0, 0.1, 0.3, 0.4}, {0, 0.5}};

// Every value says where it stands; the largest modulus is that of the last.
void numbered(std::int64_t sample, std::span<std::complex<float>> spectrum) {
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const auto number = static_cast<float>(100 * sample) + static_cast<float>(i);
    spectrum[i] = {number, -number};
  }
}

MeasuredConfig config(double snr) {
  MeasuredConfig c;
  c.axes = axes;
  c.labels = {0, 1, 0, 1, 0, 1};
  c.sampling = Sampling::full(axes);
  c.snr = snr;
  return c;
}

const double peak = std::sqrt(2.0) * (500 + 23);

TEST(MeasuredSpectra, PictureLayout) {
  MeasuredConfig c = config(INFINITY);
  c.normalisation = Normalisation::NONE;
  const MeasuredSpectra dataset(c, numbered);
  const at::Tensor picture = dataset.batch(std::vector<std::int64_t>{2}, at::kCPU)[0];
  ASSERT_EQ(picture.sizes(), (at::IntArrayRef{2, 6, 4}));
  EXPECT_EQ(picture[1][2][3].item<float>(), 200 + 23);
  EXPECT_EQ(picture[0][1][2].item<float>(), 200 + 6);
  EXPECT_EQ(picture[0][4][2].item<float>(), -206);  // the imaginary row of the same point
  c.sampling.pump_times = {0, 3};
  c.sampling.waiting_times = {1};
  c.sampling.frequencies = {1};
  c.sampling.parts = Parts::REAL;
  const MeasuredSpectra thinned(c, numbered);
  EXPECT_EQ(thinned.data_reduction(), 24.0);
  const at::Tensor small = thinned.batch(std::vector<std::int64_t>{0}, at::kCPU);
  ASSERT_EQ(small.sizes(), (at::IntArrayRef{1, 1, 1, 2}));
  EXPECT_EQ(small[0][0][0][1].item<float>(), 12 + 4 + 3);
}

TEST(MeasuredSpectra, OneScaleForTheFileNoiseIncluded) {
  const std::vector<std::int64_t> all = {0, 1, 2, 3, 4, 5};
  const MeasuredSpectra clean(config(INFINITY), numbered);
  EXPECT_NEAR(clean.scale() * peak, 1, 1e-4);
  EXPECT_LE(at::abs(clean.batch(all, at::kCPU)).max().item<double>(), 1);
  const MeasuredSpectra noisy(config(2), numbered);
  EXPECT_NEAR(noisy.noise_sigma() / noisy.scale(), peak / 2, 1e-3);
  EXPECT_LE(at::abs(noisy.batch(all, at::kCPU)).max().item<double>(), 1);
  MeasuredConfig known = config(2);
  known.peak = peak;
  EXPECT_NEAR(MeasuredSpectra(known, numbered).scale(), noisy.scale(), 1e-9);
}

TEST(MeasuredSpectra, NoiseIsThatOfTheIndices) {
  const MeasuredSpectra noisy(config(2), numbered);
  const at::Tensor picture = noisy.batch(std::vector<std::int64_t>{3}, at::kCPU)[0];
  const auto normal = GaussianNoise(config(2).key_noise).at(3, 2, 1, 3);
  EXPECT_NEAR(picture[1][2][3].item<double>(),
              (300 + 23) * noisy.scale() + normal.real() * noisy.noise_sigma(), 1e-6);
  EXPECT_NEAR(picture[1][5][3].item<double>(),
              -(300 + 23) * noisy.scale() + normal.imag() * noisy.noise_sigma(), 1e-6);
}

TEST(MeasuredSpectra, CachedPicturesAreReadOnce) {
  int reads = 0;
  MeasuredConfig c = config(2);
  c.peak = peak;
  MeasuredSpectra dataset(c, [&](std::int64_t sample, std::span<std::complex<float>> spectrum) {
    ++reads;
    numbered(sample, spectrum);
  });
  dataset.cache(1 << 20);
  const at::Tensor first = dataset.batch(std::vector<std::int64_t>{3, 4, 3}, at::kCPU);
  EXPECT_TRUE(at::equal(first, dataset.batch(std::vector<std::int64_t>{3, 4, 3}, at::kCPU)));
  EXPECT_EQ(reads, 2);
}

TEST(MeasuredSpectra, SnrZeroReadsNothing) {
  const MeasuredSpectra dataset(config(0), [](std::int64_t, std::span<std::complex<float>>) { FAIL(); });
  EXPECT_LE(at::abs(dataset.batch(std::vector<std::int64_t>{1}, at::kCPU)).max().item<double>(), 1);
}

TEST(MeasuredSpectra, RefusesWhatDoesNotFit) {
  MeasuredConfig c = config(2);
  c.labels.clear();
  EXPECT_THROW(MeasuredSpectra(c, numbered), std::invalid_argument);
  c = config(2);
  c.axes.pump_times_ps = {0, 0.2, 0.1, 0.3};
  EXPECT_THROW(MeasuredSpectra(c, numbered), std::invalid_argument);
  c = config(2);
  c.peak = 0;
  EXPECT_THROW(MeasuredSpectra(c, numbered), std::invalid_argument);
  const MeasuredSpectra broken(config(INFINITY), [](std::int64_t, std::span<std::complex<float>> spectrum) {
    for (auto& value : spectrum) value = 1;
    spectrum[5] = NAN;
  });
  EXPECT_THROW(broken.batch(std::vector<std::int64_t>{0}, at::kCPU), std::runtime_error);
}

}  // namespace
}  // namespace sim
