#include "workers/trainer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "memory_store.hpp"
#include "table_dataset.hpp"

namespace workers {
namespace {

using sweep::Curve;
using sweep::Metric;
using sweep::Row;
using sweep::TrialState;

constexpr const char* kStudy = R"(
settings:
  training.epochs: 3
  training.batch: 15
  training.learning_rate: 0.01
)";

class TrainerTest : public testing::Test {
 protected:
  static sweep::Grid grid_of(const std::vector<std::string>& overrides) {
    return sweep::Grid(sweep::Study::parse(kStudy, "study.yaml", overrides));
  }
  static OpenDataset table(std::int64_t samples, std::int64_t bad_sample = -1) {
    return [=](const sweep::Settings&) { return std::make_shared<TableDataset>(samples, bad_sample); };
  }
  static RankTeam alone() { return {comm::Communicator::self(), sweep::Rank{0}}; }
  static RankTeam everyone() { return {comm::Communicator::world(), sweep::Rank{0}}; }

  sweep::TrialRecord train(const sweep::Grid& grid, const OpenDataset& open, const RankTeam& team) {
    Trainer trainer(grid, 1, store_, open, Checkpoints(folder_));
    const auto after_epoch = [&](const EpochReport& report) {
      reports_.push_back(report);
      return stop_after_ == report.epoch ? sweep::Verdict::STOP : sweep::Verdict::GO_ON;
    };
    return trainer.train({Row{0}, {}}, team, after_epoch).record;
  }
  static const std::vector<float>& curve(const sweep::TrialRecord& record, Curve which) {
    return record.curves[static_cast<std::size_t>(which)];
  }

  /// Never made: nothing here takes long enough to be kept.
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "no-checkpoints";
  MemoryStore store_;
  std::vector<EpochReport> reports_;
  int stop_after_ = -1;
};

// 100 samples, 80 to train on, batches of 15: the last has 5 rows, so on four ranks shares are ragged.
TEST_F(TrainerTest, ATeamOfAnySizeGivesTheSameLosses) {
  for (const char* architecture : {"student", "teacher", "mlp", "linear"}) {
    // At rates far above the recipe's, rounding grows by itself: the last batch has five rows to normalise
    // over.
    const auto grid =
        grid_of({std::string("model.architecture=") + architecture, "training.learning_rate=0.0001"});
    const auto one = train(grid, table(100), alone());
    const auto many = train(grid, table(100), everyone());
    ASSERT_EQ(one.state, TrialState::COMPLETE) << one.message;
    ASSERT_EQ(many.state, TrialState::COMPLETE) << many.message;
    for (std::size_t epoch = 0; epoch < 3; ++epoch) {
      const float expected = curve(one, Curve::TRAIN_LOSS)[epoch];
      EXPECT_NEAR(curve(many, Curve::TRAIN_LOSS)[epoch], expected, 1e-4 * (1 + expected))
          << architecture << epoch;
    }
    ASSERT_EQ(one.predictions.logits.size(), many.predictions.logits.size());
    int agree = 0;
    for (std::size_t i = 0; i < 100; ++i) {
      const auto says_one = [&](const sweep::TrialRecord& r) {
        return r.predictions.logits[2 * i + 1] > r.predictions.logits[2 * i];
      };
      agree += says_one(one) == says_one(many) ? 1 : 0;
    }
    EXPECT_GE(agree, 99) << architecture;
  }
}

// A batch of one row leaves every other rank without any.
TEST_F(TrainerTest, RanksWithoutARowTakePart) {
  const auto grid = grid_of({"model.architecture=student", "training.batch=79", "training.epochs=1"});
  const auto one = train(grid, table(100), alone());
  const auto many = train(grid, table(100), everyone());
  ASSERT_EQ(many.state, TrialState::COMPLETE) << many.message;
  EXPECT_NEAR(curve(many, Curve::TRAIN_LOSS)[0], curve(one, Curve::TRAIN_LOSS)[0], 1e-3);
}

TEST_F(TrainerTest, TheSameTrialTwiceIsTheSameBitForBit) {
  const auto grid = grid_of({"model.architecture=student"});
  const auto first = train(grid, table(100), alone());
  const auto second = train(grid, table(100), alone());
  EXPECT_EQ(first.curves, second.curves);
  EXPECT_EQ(first.predictions.logits, second.predictions.logits);
}

/// Counts the rows that predictions are read of.
class CountingStore : public MemoryStore {
 public:
  sweep::Predictions read_predictions(Row row) override {
    ++reads;
    return MemoryStore::read_predictions(row);
  }
  int reads = 0;
};

TEST_F(TrainerTest, AllStudentsOfATeacherReadItsLogitsOnce) {
  const auto grid = grid_of(
      {"model.architecture=distilled", "distill.temperature=1,3,5", "replicate=0,1", "training.epochs=1"});
  CountingStore store;
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    if (!grid[Row{i}].teacher) store.records[Row{i}].predictions.logits.assign(200, static_cast<float>(i));
  }
  ASSERT_EQ(store.records.size(), 2u);
  Trainer trainer(grid, 1, store, table(100), Checkpoints(folder_));
  const auto go_on = [](const EpochReport&) { return sweep::Verdict::GO_ON; };
  const auto train_students_of = [&](Row teacher) {
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      if (grid[Row{i}].teacher != teacher) continue;
      const auto record = trainer.train({Row{i}, {}}, alone(), go_on).record;
      EXPECT_EQ(record.state, TrialState::COMPLETE) << record.message;
    }
  };
  const Row first = store.records.begin()->first;
  const Row second = store.records.rbegin()->first;
  train_students_of(first);
  EXPECT_EQ(store.reads, 1);
  train_students_of(second);
  EXPECT_EQ(store.reads, 2);
  store.records.erase(first);  // another teacher's are not taken for it
  const auto student = std::find_if(grid.trials().begin(), grid.trials().end(),
                                    [&](const sweep::TrialSpec& trial) { return trial.teacher == first; });
  const Row row{static_cast<std::uint32_t>(student - grid.trials().begin())};
  EXPECT_EQ(trainer.train({row, {}}, alone(), go_on).record.state, TrialState::FAILED);
}

TEST_F(TrainerTest, ReplicatesDiffer) {
  const auto first = train(grid_of({"replicate=0"}), table(100), alone());
  const auto second = train(grid_of({"replicate=1"}), table(100), alone());
  EXPECT_NE(first.predictions.logits, second.predictions.logits);
}

TEST_F(TrainerTest, MetricsComeFromThePredictions) {
  const auto record =
      train(grid_of({"model.architecture=mlp", "training.epochs=20"}), table(100), everyone());
  int right = 0;
  int tested = 0;
  double loss = 0;
  for (std::size_t i = 0; i < 100; ++i) {
    if (record.predictions.splits[i] != static_cast<std::uint8_t>(sweep::SplitCode::TEST)) continue;
    const double difference = record.predictions.logits[2 * i + 1] - record.predictions.logits[2 * i];
    const bool label = record.predictions.labels[i] == 1;
    right += (difference > 0) == label ? 1 : 0;
    loss += std::log1p(std::exp(label ? -difference : difference));
    ++tested;
  }
  EXPECT_EQ(tested, 20);
  EXPECT_EQ(record.metrics[Metric::TEST_SAMPLES], 20);
  EXPECT_DOUBLE_EQ(record.metrics[Metric::TEST_ACCURACY], right / 20.0);
  EXPECT_NEAR(record.metrics[Metric::TEST_LOSS], loss / tested, 1e-5);
  EXPECT_NEAR(curve(record, Curve::TEST_ACCURACY).back(), right / 20.0, 1e-6);
  EXPECT_EQ(record.metrics[Metric::DATA_REDUCTION], 4);
  EXPECT_GT(record.metrics[Metric::TEST_ACCURACY], 0.7) << "the classes differ by a bright middle";
}

TEST_F(TrainerTest, AnExplodingLossFailsTheTrialOnEveryMember) {
  const auto grid =
      grid_of({"model.architecture=linear", "training.learning_rate=1e38", "training.clip_value=inf"});
  const auto record = train(grid, table(100), everyone());
  EXPECT_EQ(record.state, TrialState::FAILED);
  EXPECT_NE(record.message.find("not finite"), std::string::npos) << record.message;
}

TEST_F(TrainerTest, AnUnreadablePictureOnOneRankFailsTheTrialOnAll) {
  for (const std::int64_t bad_sample : {0, 4, 57}) {
    const auto record = train(grid_of({"model.architecture=student"}), table(100, bad_sample), everyone());
    EXPECT_EQ(record.state, TrialState::FAILED);
    EXPECT_EQ(record.message, "picture " + std::to_string(bad_sample) + " is unreadable");
  }
}

TEST_F(TrainerTest, TheVerdictAfterAnEpochEndsTheTrial) {
  stop_after_ = 1;
  const auto record = train(grid_of({"model.architecture=mlp"}), table(100), everyone());
  EXPECT_EQ(record.state, TrialState::PRUNED);
  EXPECT_EQ(curve(record, Curve::TRAIN_LOSS).size(), 2u);
  EXPECT_EQ(reports_.size(), everyone().is_first() ? 2u : 0u) << "the first rank alone reports";
}

TEST_F(TrainerTest, DistilledTrialsLearnFromTheirTeachersLogits) {
  const auto grid = grid_of({"model.architecture=distilled", "distill.kd_weight=1", "training.epochs=30"});
  const Row teacher = *grid[Row{0}].teacher;
  // A teacher that has the labels upside down: only a student that listens to it ends up below chance.
  sweep::TrialRecord taught;
  for (int i = 0; i < 100; ++i) {
    const float side = i % 2 ? -4.0f : 4.0f;
    taught.predictions.logits.insert(taught.predictions.logits.end(), {-side, side});
  }
  store_.write(teacher, taught);
  const auto record = train(grid, table(100), everyone());
  ASSERT_EQ(record.state, TrialState::COMPLETE) << record.message;
  EXPECT_LT(record.metrics[Metric::TRAIN_ACCURACY], 0.3);
}

TEST_F(TrainerTest, WithoutItsTeacherADistilledTrialFails) {
  const auto record = train(grid_of({"model.architecture=distilled"}), table(100), everyone());
  EXPECT_EQ(record.state, TrialState::FAILED);
}

TEST_F(TrainerTest, TheClosedFormBaselineSeparatesTheClasses) {
  const auto record = train(grid_of({"model.architecture=pca_logistic"}), table(300), everyone());
  ASSERT_EQ(record.state, TrialState::COMPLETE) << record.message;
  EXPECT_GT(record.metrics[Metric::TEST_ACCURACY], 0.8);
}

}  // namespace
}  // namespace workers
