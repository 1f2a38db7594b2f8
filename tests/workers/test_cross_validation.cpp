#include <gtest/gtest.h>
#include <torch/torch.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <optional>
#include <utility>

#include "memory_store.hpp"
#include "sim/wells_dataset.hpp"
#include "sweep/random_key.hpp"
#include "tests/sim/plates.hpp"
#include "workers/estimate.hpp"
#include "workers/feature_file.hpp"
#include "workers/trainer.hpp"

namespace workers {
namespace {

using sweep::Curve;
using sweep::Metric;
using sweep::Row;
using sweep::TrialState;

constexpr std::uint64_t kSeed = 1;
constexpr const char* kStudy = R"(
task: wells
settings:
  training.epochs: 4
  training.batch: 7
)";

// Wells whose readout is the brightness of the lower half of their picture, or nothing of the kind.
sim::Plate plate_of(int wells, bool shows, int sites = 1) {
  std::vector<double> values;
  for (int well = 0; well < wells; ++well) values.push_back(sim::RandomStream(3, well).uniform());
  sim::Plate plate = sim::noise_plate(values, sites);
  for (sim::WellImage& image : plate.images) {
    if (!shows) continue;
    const double value = values[image.well];
    for (std::size_t i = 24; i < 48; ++i)
      image.pixels[i] = static_cast<float>(std::min(255.0, 0.3 * image.pixels[i] + 180 * value));
  }
  return plate;
}

class CrossValidationTest : public testing::Test {
 protected:
  CrossValidationTest() {
    // One folder for all ranks of this test.
    folder_ = std::filesystem::temp_directory_path() /
              ("cross-validation-" + std::to_string(comm::Communicator::world().size()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
  }
  ~CrossValidationTest() override {
    everyone().meet();
    if (comm::Communicator::world().rank() == 0) std::filesystem::remove_all(folder_);
    everyone().meet();
  }

  static RankTeam alone() { return {comm::Communicator::self(), sweep::Rank{0}}; }
  static RankTeam everyone() { return {comm::Communicator::world(), sweep::Rank{0}}; }

  // What app/ does, for a plate in memory.
  static OpenDataset wells(const sim::Plate& plate) {
    const auto pictures = std::make_shared<sim::PlatePictures>(std::make_shared<sim::Plate>(plate), 0);
    return [pictures](const sweep::Settings& settings) {
      const auto replicate = static_cast<std::uint64_t>(settings.integer("replicate"));
      sim::WellsConfig config;
      config.rules.validation_fraction = settings.number("training.validation_fraction");
      config.rules.key_split = sweep::random_key(kSeed, replicate, "split");
      config.rules.key_permutation = sweep::random_key(kSeed, replicate, "permutation");
      if (settings.text("data.labels") == "permuted") config.rules.labels = sim::Labels::PERMUTED;
      if (settings.text("data.protocol") != "grouped")
        config.protocol = sim::Protocol::LEAKY_AUGMENT_THEN_SPLIT;
      config.augmentation = settings.text("data.augmentation");
      return std::make_shared<sim::WellsDataset>(pictures, config);
    };
  }

  sweep::TrialRecord train(const std::vector<std::string>& overrides, const OpenDataset& open,
                           const RankTeam& team) {
    const sweep::Grid grid(sweep::Study::parse(kStudy, "study.yaml", overrides));
    Trainer trainer(grid, kSeed, store_, open, Checkpoints(folder_));
    const auto go_on = [this](const EpochReport&) {
      ++epochs_told_;
      return sweep::Verdict::GO_ON;
    };
    return trainer.train({Row{0}, {}}, team, go_on).record;
  }

  std::filesystem::path folder_;
  MemoryStore store_;
  int epochs_told_ = 0;
};

TEST_F(CrossValidationTest, EveryWellIsTestedOnceAndScoredOnce) {
  const auto record =
      train({"model.architecture=mlp", "training.epochs=30"}, wells(plate_of(40, true, 3)), alone());
  ASSERT_EQ(record.state, TrialState::COMPLETE) << record.message;
  ASSERT_EQ(record.predictions.labels.size(), 40u) << "one vote per well, of three sites";
  double hits[2][2] = {};  // label, said
  for (std::size_t well = 0; well < 40; ++well) {
    const bool tested = record.predictions.splits[well] == static_cast<std::uint8_t>(sweep::SplitCode::TEST);
    EXPECT_EQ(tested, !std::isnan(record.predictions.logits[2 * well]));
    EXPECT_EQ(tested, record.predictions.labels[well] != 255);
    if (!tested) continue;
    const bool said = record.predictions.logits[2 * well + 1] > record.predictions.logits[2 * well];
    ++hits[record.predictions.labels[well]][said ? 1 : 0];
  }
  const double tp = hits[1][1], fp = hits[0][1], fn = hits[1][0], tn = hits[0][0];
  EXPECT_DOUBLE_EQ(record.metrics[Metric::TEST_SAMPLES], tp + fp + fn + tn);
  EXPECT_GE(tp + fp + fn + tn, 34);
  EXPECT_DOUBLE_EQ(record.metrics[Metric::TEST_F1], 2 * tp / (2 * tp + fp + fn));
  EXPECT_NEAR(record.metrics[Metric::TEST_MCC],
              (tp * tn - fp * fn) / std::sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)), 1e-12);
  EXPECT_DOUBLE_EQ(record.metrics[Metric::ALWAYS_POSITIVE_F1], 2 * (tp + fn) / (2 * (tp + fn) + fp + tn));
  EXPECT_GT(record.metrics[Metric::TEST_F1], 0.8) << "the readout shows";
  EXPECT_GT(record.metrics[Metric::INTENSITY_F1], 0.8);
}

TEST_F(CrossValidationTest, ATeamOfAnySizeGivesTheSameWells) {
  const auto open = wells(plate_of(40, true));
  for (const char* architecture : {"cnn_wide", "linear", "nearest_neighbour"}) {
    const std::vector<std::string> overrides = {std::string("model.architecture=") + architecture,
                                                "training.learning_rate=0.0001", "data.augmentation=all"};
    const auto one = train(overrides, open, alone());
    const auto many = train(overrides, open, everyone());
    ASSERT_EQ(many.state, TrialState::COMPLETE) << many.message;
    ASSERT_EQ(one.predictions.logits.size(), many.predictions.logits.size());
    for (std::size_t i = 0; i < one.predictions.logits.size(); ++i) {
      if (std::isnan(one.predictions.logits[i])) continue;
      EXPECT_NEAR(one.predictions.logits[i], many.predictions.logits[i], 1e-4) << architecture;
    }
  }
}

TEST_F(CrossValidationTest, StopsWhenValidationSaysSoAndGoesBackToTheBestEpoch) {
  const auto open = wells(plate_of(60, false));  // nothing to learn: validation only gets worse
  const std::vector<std::string> base = {"model.architecture=mlp", "training.learning_rate=0.002",
                                         "training.epochs=60", "model.dropout=0"};
  const auto with = [&](const std::string& more) {
    auto overrides = base;
    overrides.push_back(more);
    return train(overrides, open, everyone());
  };
  const auto stopped = with("training.patience=25");
  const auto unstopped = with("training.patience=60");
  EXPECT_LT(stopped.metrics[Metric::EPOCHS], 55);
  EXPECT_EQ(unstopped.metrics[Metric::EPOCHS], 60);
  EXPECT_GT(unstopped.curves[static_cast<std::size_t>(Curve::TRAIN_ACCURACY)].back(), 0.95F);
  EXPECT_LT(stopped.metrics[Metric::TRAIN_ACCURACY], 0.95)
      << "the weights of the best epoch, not of the last";
  EXPECT_FALSE(stopped.curves[static_cast<std::size_t>(Curve::VALIDATION_LOSS)].empty());
}

/// NaN is the same as NaN.
void expect_same(const std::vector<float>& one, const std::vector<float>& other) {
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i)
    EXPECT_TRUE(one[i] == other[i] || (std::isnan(one[i]) && std::isnan(other[i]))) << i;
}

TEST_F(CrossValidationTest, StoppedAtAnyMeetingATrialEndsAsIfItHadNotBeen) {
  const auto open = wells(plate_of(60, false));
  for (const std::string architecture : {"mlp", "cnn_wide"}) {
    const std::vector<std::string> overrides = {"model.architecture=" + architecture,
                                                "training.learning_rate=0.002", "training.epochs=40",
                                                "training.patience=4", "training.batch=15"};
    const auto undisturbed = train(overrides, open, everyone());
    ASSERT_EQ(undisturbed.state, TrialState::COMPLETE) << undisturbed.message;
    EXPECT_LT(undisturbed.metrics[Metric::EPOCHS], 40) << "validation stops it";
    const int epochs = std::exchange(epochs_told_, 0);
    int last = 0;  // meeting at which it can be interrupted
    for (std::optional<sweep::TrialRecord> whole; !whole; ++last) {
      int meetings = 0;
      const RankTeam left(comm::Communicator::world(), sweep::Rank{0}, [&] { return meetings++ == last; });
      std::optional<sweep::TrialRecord> record;
      try {
        record = whole = train(overrides, open, left);
      } catch (const Interrupted&) {
        record = train(overrides, open, everyone());
      }
      ASSERT_EQ(record->state, TrialState::COMPLETE) << record->message;
      for (std::size_t i = 0; i < undisturbed.curves.size(); ++i)
        expect_same(record->curves[i], undisturbed.curves[i]);
      expect_same(record->predictions.logits, undisturbed.predictions.logits);
      for (const Metric metric : {Metric::TEST_LOSS, Metric::TRAIN_LOSS, Metric::TRAIN_AUC, Metric::EPOCHS})
        EXPECT_EQ(record->metrics[metric], undisturbed.metrics[metric]) << architecture;
      EXPECT_EQ(std::exchange(epochs_told_, 0), epochs)
          << "left at meeting " << last << ": none is trained twice";
      everyone().meet();
      if (comm::Communicator::world().rank() == 0) std::filesystem::remove_all(folder_);
      everyone().meet();
    }
    EXPECT_GT(last, 30) << architecture;
  }
}

TEST_F(CrossValidationTest, AReadoutThatIsTooSmallIsDroppedAndSaysWhy) {
  const auto record = train({}, wells(plate_of(12, true)), everyone());
  EXPECT_EQ(record.state, TrialState::PRUNED);
  EXPECT_EQ(record.message, "only 12 wells have both image and readout");
  EXPECT_TRUE(record.predictions.labels.empty());
  EXPECT_TRUE(std::isnan(record.metrics[Metric::TEST_F1]));
}

// The canary: nothing to find, and a probe that finds whatever was seen before. Flipped copies make the
// slides' protocol look like a discovery.
TEST_F(CrossValidationTest, RandomLabelsAreAtChanceUnlessTheProtocolLeaks) {
  const auto open = wells(plate_of(40, false));
  constexpr int kSeeds = 20;
  for (const std::string protocol : {"grouped", "leaky-augment-then-split"}) {
    std::vector<double> scores;
    for (int replicate = 0; replicate < kSeeds; ++replicate) {
      const auto record =
          train({"model.architecture=nearest_neighbour", "data.augmentation=all", "data.labels=permuted",
                 "data.protocol=" + protocol, "replicate=" + std::to_string(replicate)},
                open, alone());
      scores.push_back(record.metrics[Metric::TEST_F1]);
    }
    const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / kSeeds;
    double squares = 0;
    for (const double score : scores) squares += (score - mean) * (score - mean);
    const double standard_error = std::sqrt(squares / (kSeeds - 1) / kSeeds);
    if (protocol == "grouped") {
      EXPECT_NEAR(mean, 0.5, 3 * standard_error);
      EXPECT_LT(standard_error, 0.05);
    } else {
      EXPECT_GT(mean, 0.8) << "most copies have another one among the learned";
    }
  }
}

sim::Plate large_pictures(int wells) {
  sim::Plate plate = plate_of(wells, false);
  plate.height = plate.width = 64;
  for (sim::WellImage& image : plate.images) {
    const std::vector<float> small = image.pixels;
    image.pixels.clear();
    for (std::size_t i = 0; i < 64 * 64; ++i) image.pixels.push_back(small[(i / 7) % 48]);
  }
  return plate;
}

TEST_F(CrossValidationTest, FrozenFeaturesAreWorkedOutOnceForAllTrialsAndRanks) {
  const auto open = wells(large_pictures(18));
  const std::vector<std::string> linear = {"model.architecture=vit_linear", "training.epochs=2"};
  const auto first = train(linear, open, everyone());
  ASSERT_EQ(first.state, TrialState::COMPLETE) << first.message;
  EXPECT_EQ(first.message, "randomly initialised backbone");
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().extension() == ".f32") files.push_back(entry.path());
  }
  ASSERT_EQ(files.size(), 1u) << "of pictures as they are";
  EXPECT_EQ(std::filesystem::file_size(files[0]), 64 + 18 * 768 * sizeof(float));

  // Another trial reads what the first one left, also when it is not what the backbone would say.
  const auto same = train(linear, open, alone());
  everyone().meet();
  if (comm::Communicator::world().rank() == 0) write_features(files[0], at::zeros({18, 768}));
  everyone().meet();
  const auto other = train(linear, open, everyone());
  EXPECT_NEAR(same.metrics[Metric::TEST_LOSS], first.metrics[Metric::TEST_LOSS], 1e-4);
  EXPECT_NEAR(other.metrics[Metric::TEST_LOSS], std::log(2.0), 1e-3) << "features without a difference";
}

// A batch of one row leaves a member of the team without any.
TEST_F(CrossValidationTest, TeamsOnFeaturesMayHaveNoRow) {
  const auto open = wells(large_pictures(18));
  const std::vector<std::string> overrides = {"model.architecture=vit_linear", "training.epochs=2",
                                              "training.batch=6", "data.augmentation=left-right"};
  const auto one = train(overrides, open, alone());
  const auto many = train(overrides, open, everyone());
  ASSERT_EQ(many.state, TrialState::COMPLETE) << many.message;
  EXPECT_NEAR(many.metrics[Metric::TEST_LOSS], one.metrics[Metric::TEST_LOSS], 1e-4);
}

TEST_F(CrossValidationTest, FeaturesAreTheSameWhateverTheTrialsPrecision) {
  const auto open = wells(large_pictures(18));
  const std::vector<std::string> overrides = {"model.architecture=vit_linear", "training.epochs=2"};
  auto coarse = overrides;
  coarse.push_back("training.precision=bfloat16");
  train(coarse, open, everyone());  // comes first, and leaves the features
  const auto after = train(overrides, open, everyone());
  everyone().meet();
  if (comm::Communicator::world().rank() == 0) std::filesystem::remove_all(folder_);
  everyone().meet();
  const auto alone_in_the_world = train(overrides, open, everyone());
  EXPECT_EQ(after.metrics[Metric::TEST_LOSS], alone_in_the_world.metrics[Metric::TEST_LOSS]);
}

TEST_F(CrossValidationTest, CostsCountFitsAndDroppedReadoutsCostNothing) {
  const auto grid_of = [](const std::vector<std::string>& overrides) {
    return sweep::Grid(sweep::Study::parse(kStudy, "study.yaml", overrides));
  };
  const auto one = estimate_costs(grid_of({}), wells(plate_of(40, true))).front();
  EXPECT_EQ(one.fits, 2);
  EXPECT_EQ(one.epochs, 4);
  EXPECT_EQ(one.samples, 40);
  const auto augmented =
      estimate_costs(grid_of({"data.augmentation=all"}), wells(plate_of(40, true))).front();
  EXPECT_GT(augmented.operations, 2 * one.operations);
  EXPECT_LT(augmented.operations, 4 * one.operations);
  const auto dropped = estimate_costs(grid_of({}), wells(plate_of(12, true))).front();
  EXPECT_EQ(dropped.operations, 0);
  EXPECT_EQ(dropped.fits, 0);
  EXPECT_EQ(dropped.epochs, 4) << "another replicate's curves may need the room";
}

}  // namespace
}  // namespace workers
