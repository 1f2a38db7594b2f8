#include "sim/wells_dataset.hpp"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "plates.hpp"

namespace sim {
namespace {

std::shared_ptr<const PlatePictures> pictures_of(const Plate& plate) {
  return std::make_shared<PlatePictures>(std::make_shared<Plate>(plate), 0);
}

WellsConfig config_with(const std::string& augmentation, Protocol protocol = Protocol::GROUPED) {
  WellsConfig config;
  config.rules.validation_fraction = 0.2;
  config.augmentation = augmentation;
  config.protocol = protocol;
  return config;
}

std::vector<std::int64_t> all_of(const Dataset& dataset, Split split) {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < dataset.size(); ++i) {
    if (dataset.splits()[static_cast<std::size_t>(i)] == split) samples.push_back(i);
  }
  return samples;
}

std::string refusal(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no refusal";
}

TEST(PlatePictures, AreGreyValuesOverFullScaleTurnedOver) {
  const Plate plate = noise_plate(rising(20));
  const auto pictures = pictures_of(plate);
  ASSERT_EQ(pictures->size(), 80);
  const std::vector<std::int64_t> samples = {28, 29, 30, 31};  // image 7, mirrored in all ways
  const at::Tensor shown = pictures->batch(samples, at::kCPU);
  const at::Tensor image = at::tensor(plate.images[7].pixels).view({8, 6}) / 255;
  EXPECT_TRUE(at::allclose(shown[0][0], image));
  EXPECT_TRUE(at::allclose(shown[1][0], image.flip(1)));
  EXPECT_TRUE(at::allclose(shown[2][0], image.flip(0)));
  EXPECT_TRUE(at::allclose(shown[3][0], image.flip({0, 1})));
}

TEST(PlatePictures, RefuseOneImageUnderTwoNamesInAllItsSymmetries) {
  for (const std::vector<std::int64_t>& flips : {std::vector<std::int64_t>{}, {0}, {1}, {0, 1}}) {
    Plate plate = noise_plate(rising(20));
    const at::Tensor copy = at::tensor(plate.images[2].pixels).view({8, 6}).flip(flips).contiguous();
    std::copy_n(copy.data_ptr<float>(), 48, plate.images[11].pixels.begin());
    EXPECT_NE(refusal([&] {
                pictures_of(plate);
              }).find("A12_s0 (well A12) shows the same picture as A03_s0 (well A03)"),
              std::string::npos);
  }
  Plate sites = noise_plate(rising(20), 2);
  sites.images[1].pixels = sites.images[0].pixels;
  EXPECT_NO_THROW(pictures_of(sites)) << "two sites of one well never part";
}

TEST(WellsDataset, AugmentsTrainingWellsOnly) {
  const auto pictures = pictures_of(noise_plate(rising(40)));
  const std::map<std::string, std::int64_t> copies = {
      {"none", 1}, {"left-right", 2}, {"up-down", 2}, {"both", 2}, {"all", 4}};
  for (const auto& [augmentation, count] : copies) {
    const WellsDataset dataset(pictures, config_with(augmentation));
    const WellsDataset plain(pictures, config_with("none"));
    for (std::size_t f : {0, 1}) {
      const Dataset& fold = *dataset.cross_validation()->folds[f];
      const Dataset& unaugmented = *plain.cross_validation()->folds[f];
      EXPECT_EQ(all_of(fold, Split::TRAIN).size(), all_of(unaugmented, Split::TRAIN).size() * count)
          << augmentation;
      for (const Split split : {Split::TEST, Split::VALIDATION}) {
        const auto samples = all_of(fold, split);
        const auto same = all_of(unaugmented, split);
        ASSERT_EQ(samples.size(), same.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
          EXPECT_EQ(fold.pictures()[samples[i]], unaugmented.pictures()[same[i]]);
          EXPECT_EQ(fold.pictures()[samples[i]] % kMirrors, 0);
        }
      }
    }
  }
}

TEST(WellsDataset, ScalesByTrainingWells) {
  const auto pictures = pictures_of(noise_plate(rising(40)));
  WellsConfig config = config_with("all");
  for (const WellScaling scaling : {WellScaling::STANDARD, WellScaling::RANGE, WellScaling::FIXED}) {
    config.scaling = scaling;
    const WellsDataset dataset(pictures, config);
    const Dataset& fold = *dataset.cross_validation()->folds[0];
    auto learned = all_of(fold, Split::TRAIN);
    const auto validation = all_of(fold, Split::VALIDATION);
    const at::Tensor test = fold.batch(all_of(fold, Split::TEST), at::kCPU);
    // Every mirrored copy weighs the same, so validation pictures count four times for the same mean.
    for (int i = 0; i < 4; ++i) learned.insert(learned.end(), validation.begin(), validation.end());
    const at::Tensor seen = fold.batch(learned, at::kCPU);
    if (scaling == WellScaling::STANDARD) {
      EXPECT_NEAR(seen.mean().item<double>(), 0, 1e-5);
      EXPECT_NEAR(seen.std(false).item<double>(), 1, 1e-5);
      EXPECT_GT(std::abs(test.mean().item<double>()), 1e-4) << "test wells have no say";
    } else if (scaling == WellScaling::RANGE) {
      EXPECT_NEAR(seen.min().item<double>(), 0, 1e-6);
      EXPECT_NEAR(seen.max().item<double>(), 1, 1e-6);
    } else {
      EXPECT_NEAR(seen.max().item<double>(), 1, 0.01);
    }
  }
}

TEST(WellsDataset, AllSitesOfAWellStayTogether) {
  const WellsDataset dataset(pictures_of(noise_plate(rising(30), 3)), config_with("all"));
  for (const auto& fold : dataset.cross_validation()->folds) {
    std::map<std::int64_t, std::set<Split>> sides;
    for (std::int64_t i = 0; i < fold->size(); ++i) sides[fold->rows()[i]].insert(fold->splits()[i]);
    for (const auto& [well, splits] : sides) EXPECT_EQ(splits.size(), 1u);
    EXPECT_EQ(all_of(*fold, Split::TEST).size() % 3, 0u);
  }
}

TEST(WellsDataset, TheSlidesOwnProtocolLeaksAndTheGuardWouldSeeIt) {
  const auto pictures = pictures_of(noise_plate(rising(30)));
  const WellsDataset dataset(pictures, config_with("all", Protocol::LEAKY_AUGMENT_THEN_SPLIT));
  const CrossValidation& parts = *dataset.cross_validation();
  EXPECT_NE(parts.caveat, "");
  std::size_t tested = 0;
  for (const auto& fold : parts.folds) {
    tested += all_of(*fold, Split::TEST).size();
    EXPECT_NE(refusal([&] {
                dynamic_cast<const WellFold&>(*fold).expect_no_leak();
              }).find("both tested and learned"),
              std::string::npos);
  }
  EXPECT_EQ(tested, parts.folds[0]->size()) << "every copy is tested once";
}

// The guard, past what PlatePictures refuses: a fold put together wrongly.
TEST(WellFold, GuardSeesAWellAndAPictureOnBothSides) {
  const auto pictures = pictures_of(noise_plate(rising(4)));
  const auto fold = [&](const std::vector<WellSample>& samples) {
    return refusal([&] { WellFold(pictures, samples, WellScaling::FIXED).expect_no_leak(); });
  };
  EXPECT_EQ(fold({{0, 0, 0, Split::TRAIN}, {4, 1, 1, Split::TEST}}), "no refusal");
  EXPECT_NE(fold({{0, 1, 0, Split::TRAIN}, {4, 1, 1, Split::TEST}}), "no refusal") << "the same well";
  EXPECT_NE(fold({{0, 0, 0, Split::VALIDATION}, {1, 1, 1, Split::TEST}}), "no refusal")
      << "a mirrored picture";
}

TEST(WellsDataset, NamesTheReadoutsThereAre) {
  WellsConfig config;
  config.readout = "s";
  EXPECT_EQ(refusal([&] { WellsDataset(pictures_of(noise_plate(rising(20))), config); }),
            "there is no readout 's': the table has r");
}

TEST(WellsDataset, ADroppedReadoutHasNoFolds) {
  const WellsDataset dataset(pictures_of(noise_plate(std::vector<double>(30, 1.0))), WellsConfig{});
  EXPECT_EQ(dataset.cross_validation()->dropped_because, "all wells have the same value");
  EXPECT_TRUE(dataset.cross_validation()->folds.empty());
  EXPECT_EQ(dataset.cross_validation()->row_names.size(), 30u);
}

}  // namespace
}  // namespace sim
