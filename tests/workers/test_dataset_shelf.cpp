#include "workers/dataset_shelf.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "sim/picture_cache.hpp"
#include "small_spectra.hpp"
#include "sweep/study.hpp"
#include "table_dataset.hpp"

namespace workers {
namespace {

/// Keeps its pictures, and counts those that it had to make.
class KeptDataset : public TableDataset {
 public:
  KeptDataset(std::int64_t samples, std::int64_t& made)
      : TableDataset(samples), made_(made), cache_(samples, sample_shape()) {}
  void keep_in(const sim::FindPictureMemory& find) override { cache_.keep_in(find); }
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override {
    return cache_.batch(samples, device, [this](std::span<const std::int64_t> missing, at::Device home) {
      made_ += static_cast<std::int64_t>(missing.size());
      return TableDataset::batch(missing, home);
    });
  }

 private:
  std::int64_t& made_;
  mutable sim::PictureCache cache_;
};

constexpr std::int64_t kSamples = 200;

class DatasetShelfTest : public testing::Test {
 protected:
  static std::vector<std::int64_t> all_samples() {
    std::vector<std::int64_t> samples(kSamples);
    std::iota(samples.begin(), samples.end(), 0);
    return samples;
  }
  OpenDataset open() {
    return [this](const sweep::Settings&) { return std::make_shared<KeptDataset>(kSamples, made_); };
  }
  static sweep::Settings replicate(int number) {
    sweep::Settings settings;
    settings.set("replicate", number);
    return settings;
  }
  std::int64_t made_by_all() const {
    std::int64_t sum = 0;
    for (const std::uint64_t made : world_.all(static_cast<std::uint64_t>(made_)))
      sum += static_cast<std::int64_t>(made);
    return sum;
  }

  comm::Communicator world_ = comm::Communicator::world();
  std::int64_t made_ = 0;
};

TEST_F(DatasetShelfTest, RanksOfANodeMakeASampleOnce) {
  DatasetShelf shelf(open(), NodeMemory(world_));
  const auto dataset = shelf.take(replicate(0));
  const std::vector<std::int64_t> samples = all_samples();
  // One after the other, each a part of it, and then all of it.
  for (int rank = 0; rank < world_.size(); ++rank) {
    if (rank == world_.rank()) dataset->batch(std::span(samples).first(50 * (rank + 1)), at::kCPU);
    world_.barrier();
  }
  const at::Tensor all = dataset->batch(samples, at::kCPU);
  EXPECT_TRUE(all.equal(TableDataset(kSamples).batch(samples, at::kCPU)));
  EXPECT_EQ(made_by_all(), kSamples);
}

TEST_F(DatasetShelfTest, RanksThatMakeThemAtTheSameTimeAgree) {
  DatasetShelf shelf(open(), NodeMemory(world_));
  std::vector<std::int64_t> samples = all_samples();
  std::rotate(samples.begin(), samples.begin() + 37 * world_.rank(), samples.end());
  const TableDataset expected(kSamples);
  for (int number = 0; number < 20; ++number) {
    const auto dataset = shelf.take(replicate(number));
    for (std::int64_t first = 0; first < kSamples; first += 20) {
      const auto some = std::span(samples).subspan(static_cast<std::size_t>(first), 20);
      ASSERT_TRUE(dataset->batch(some, at::kCPU).equal(expected.batch(some, at::kCPU))) << number;
    }
  }
  EXPECT_GE(made_by_all(), 20 * kSamples) << "no replicate is made of another one's samples";
}

TEST_F(DatasetShelfTest, WhatIsKeptDiffersByWhatIsKeptOfASpectrum) {
  DatasetShelf shelf(open(), NodeMemory(world_));
  sweep::Settings thinned = replicate(0);
  thinned.set("data.sampling", "every-10");
  const std::vector<std::int64_t> samples = all_samples();
  shelf.take(replicate(0))->batch(samples, at::kCPU);
  world_.barrier();
  const std::int64_t made = made_;
  if (world_.rank() == 0) {
    shelf.take(thinned)->batch(samples, at::kCPU);
    EXPECT_EQ(made_, made + kSamples);
  }
  world_.barrier();
}

TEST_F(DatasetShelfTest, SpectraAreTheSameBitForBit) {
  const sweep::Study study = sweep::Study::parse(kSmallSpectra, "study.yaml");
  const auto open = [&](const sweep::Settings& settings) {
    const auto spectra = std::make_shared<sim::SpectraDataset>(spectra_config(settings, study.seed));
    spectra->cache(std::int64_t{1} << 30);
    return spectra;
  };
  DatasetShelf shared(open, NodeMemory(world_));
  std::vector<std::int64_t> samples(120);
  std::iota(samples.begin(), samples.end(), 0);
  std::rotate(samples.begin(), samples.begin() + 29 * world_.rank(), samples.end());
  const auto own = open(study.settings);
  const auto dataset = shared.take(study.settings);
  for (std::size_t first = 0; first < samples.size(); first += 24) {
    const auto some = std::span(samples).subspan(first, 24);
    EXPECT_TRUE(dataset->batch(some, at::kCPU).equal(own->batch(some, at::kCPU)));
  }
  world_.barrier();
}

}  // namespace
}  // namespace workers
