// Records: written, read back, refused.
#include "results/results_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "file_size_limit.hpp"
#include "results_file_test.hpp"

namespace {

using results::Access;
using results::ResultsFile;
using results::RowCheck;
using sweep::Row;
using sweep::TrialRecord;
using sweep::TrialState;
using testing::HasSubstr;
using testing::Not;

TEST_F(ResultsFileTest, NewFileHasEveryTrialWaiting) {
  create();
  const ResultsFile file(path_, Access::READ);
  ASSERT_EQ(file.size(), 12U);
  EXPECT_EQ(file.shape(), samples::kShape);
  for (const auto state : file.states()) EXPECT_EQ(state, TrialState::WAITING);
  for (const auto check : file.verify()) EXPECT_EQ(check, RowCheck::WAITING);
  for (std::uint32_t i = 0; i < file.size(); ++i) {
    EXPECT_EQ(file.ids()[i], grid_[Row{i}].id);
    const TrialRecord record = file.read({i});
    EXPECT_EQ(record.id, grid_[Row{i}].id);
    for (const double value : record.metrics.values()) EXPECT_TRUE(std::isnan(value));
  }
  EXPECT_FALSE(std::filesystem::exists(path_ + ".new"));
}

TEST_F(ResultsFileTest, HeaderSaysWhereTheFileComesFrom) {
  sweep::Study study = samples::study();
  study.overrides = {"data.snr=100,2", "replicate=3"};
  ResultsFile::create(path_, study, grid_, samples::kShape, 4, {"abc123", {{"libtorch", "1.13.1"}}});
  const ResultsFile file(path_, Access::READ);
  const results::Header& header = file.header();
  EXPECT_EQ(header.name, "small");
  EXPECT_EQ(header.task, "spectra");
  EXPECT_EQ(header.study_text, samples::kStudy);
  EXPECT_EQ(header.seed, 7U);
  EXPECT_EQ(header.overrides, "data.snr=100,2\nreplicate=3\n");
  EXPECT_EQ(header.setting("data.limit_percent"), "20");
  EXPECT_EQ(header.setting("data.difference"), "maximum");
  EXPECT_EQ(header.setting("data.nothing"), std::nullopt);
  EXPECT_EQ(header.commit, "abc123");
  EXPECT_EQ(header.versions.at("libtorch"), "1.13.1");
  EXPECT_THAT(header.versions.at("hdf5"), HasSubstr("1."));
  EXPECT_EQ(header.settings_hash.size(), 16U);
  EXPECT_EQ(header.created.size(), 20U);
}

TEST_F(ResultsFileTest, AStudyLargerThanAnHdf5AttributeFits) {
  sweep::Study study = samples::study();
  study.text += "#" + std::string(200000, 'x') + "\n";
  ResultsFile::create(path_, study, grid_, samples::kShape);
  EXPECT_EQ(ResultsFile(path_, Access::READ).header().study_text, study.text);
  EXPECT_EQ(ResultsFile(path_, Access::WRITE).header().study_text, study.text);
}

TEST_F(ResultsFileTest, RecordComesBackAsItWasWritten) {
  create();
  TrialRecord written = samples::record(grid_, {3}, 5, 4);
  written.metrics[sweep::Metric::TEST_AUC] = std::numeric_limits<double>::quiet_NaN();
  written.metrics[sweep::Metric::TRAIN_LOSS] = std::numeric_limits<double>::infinity();
  written.curves[2][1] = -std::numeric_limits<float>::infinity();
  written.message = "Überlauf";
  {
    ResultsFile file(path_, Access::WRITE);
    file.write({3}, written);
    EXPECT_EQ(file.attempts({3}), 2U);  // also through the writer itself
    EXPECT_EQ(file.read_predictions({3}).labels, written.predictions.labels);
  }
  const ResultsFile file(path_, Access::READ);
  const TrialRecord read = file.read({3});
  EXPECT_EQ(read.id, written.id);
  EXPECT_EQ(read.state, TrialState::COMPLETE);
  for (std::size_t i = 0; i < read.metrics.values().size(); ++i) {
    const double expected = written.metrics.values()[i];
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(read.metrics.values()[i])) << i;
    } else {
      EXPECT_EQ(read.metrics.values()[i], expected) << i;
    }
  }
  EXPECT_EQ(read.curves, written.curves);
  EXPECT_EQ(read.predictions.logits, written.predictions.logits);
  EXPECT_EQ(read.predictions.labels, written.predictions.labels);
  EXPECT_EQ(read.predictions.splits, written.predictions.splits);
  EXPECT_EQ(read.attempts, 2U);
  EXPECT_EQ(read.incarnation, 0U);  // the file says, not the record
  EXPECT_EQ(read.host, "node-17");
  EXPECT_EQ(read.device, "cuda:1");
  EXPECT_EQ(read.first_rank.value, 5);
  EXPECT_EQ(read.team_size, 4U);
  EXPECT_EQ(read.start_time, 1.7e9 + 3);
  EXPECT_EQ(read.message, "Überlauf");
  EXPECT_EQ(file.states()[3], TrialState::COMPLETE);
  EXPECT_EQ(file.states()[2], TrialState::WAITING);
}

TEST_F(ResultsFileTest, ShorterCurvesArePaddedWithNan) {
  create();
  TrialRecord written = samples::record(grid_, {0}, 3, 2);
  written.curves[1] = {1.0F};
  written.curves[3].clear();
  ResultsFile(path_, Access::WRITE).write({0}, written);
  const TrialRecord read = ResultsFile(path_, Access::READ).read({0});
  EXPECT_EQ(read.curves[0], written.curves[0]);
  ASSERT_EQ(read.curves[1].size(), 3U);
  EXPECT_EQ(read.curves[1][0], 1.0F);
  EXPECT_TRUE(std::isnan(read.curves[1][2]));
  EXPECT_TRUE(std::isnan(read.curves[3][0]));
  EXPECT_EQ(read.predictions.labels.size(), 2U);
}

TEST_F(ResultsFileTest, LongTextsAreCutBetweenCharacters) {
  create();
  TrialRecord written = samples::record(grid_, {0});
  written.state = TrialState::FAILED;
  written.message = std::string(255, 'a') + "é and more";  // é would be bytes 256 and 257
  written.host = std::string(100, 'h');
  ResultsFile(path_, Access::WRITE).write({0}, written);
  const TrialRecord read = ResultsFile(path_, Access::READ).read({0});
  EXPECT_EQ(read.message, std::string(255, 'a'));
  EXPECT_EQ(read.host, std::string(64, 'h'));
  EXPECT_EQ(results::cut_utf8("aé", 3), "aé");
  EXPECT_EQ(results::cut_utf8("a€b", 3), "a");
}

TEST_F(ResultsFileTest, RunningCountsAsWaiting) {
  create();
  TrialRecord written = samples::record(grid_, {0});
  written.state = TrialState::RUNNING;
  written.attempts = 1;
  ResultsFile file(path_, Access::WRITE);
  file.write({0}, written);
  EXPECT_EQ(file.states()[0], TrialState::WAITING);
  EXPECT_EQ(file.attempts({0}), 1U);
  EXPECT_THROW(file.read_predictions({0}), std::runtime_error);
}

TEST_F(ResultsFileTest, RecordsThatDoNotFitAreRefused) {
  create();
  ResultsFile file(path_, Access::WRITE);
  EXPECT_THROW(file.write({1}, samples::record(grid_, {0})), std::logic_error);  // another trial's
  EXPECT_THROW(file.write({0}, samples::record(grid_, {0}, 6)), std::logic_error);
  EXPECT_THROW(file.write({0}, samples::record(grid_, {0}, 0, 5)), std::logic_error);
  EXPECT_THROW(file.write({12}, samples::record(grid_, {0})), std::logic_error);
  for (const auto check : file.verify()) EXPECT_EQ(check, RowCheck::WAITING);
  ResultsFile reader(path_, Access::READ);
  EXPECT_THROW(reader.write({0}, samples::record(grid_, {0})), std::logic_error);
}

TEST_F(ResultsFileTest, WhatTheSystemRefusesIsSaidInOneLine) {
  const sweep::RecordShape large{200'000, 4, 2};
  ResultsFile::create(path_, study_, grid_, large);
  ResultsFile file(path_, Access::WRITE);
  file.write({0}, samples::record(grid_, {0}, 5));
  const FileSizeLimit limit(4096);  // below where anything lies but the metadata
  std::string said = "(nothing)";
  try {
    file.write({11}, samples::record(grid_, {11}, 5));
  } catch (const sweep::RecordNotKept& error) {
    said = error.what();
  }
  EXPECT_THAT(said, testing::StartsWith(path_ + ": the record of row 11 could not be kept: "));
  EXPECT_THAT(said, testing::EndsWith(
                        "every trial finished before is safe: when that is mended, run the same line again"));
  EXPECT_THAT(said, Not(HasSubstr("\n")));
  EXPECT_EQ(ResultsFile(path_, Access::READ).states()[0], TrialState::COMPLETE);
}

TEST_F(ResultsFileTest, UnsyncedRecordsAreWrittenAllTheSame) {
  create();
  ResultsFile(path_, Access::WRITE, results::Durability::UNSYNCED)
      .write({3}, samples::record(grid_, {3}, 5, 4));
  EXPECT_EQ(ResultsFile(path_, Access::READ).verify()[3], RowCheck::WHOLE);
}

TEST_F(ResultsFileTest, StudyWithoutArraysWorks) {
  const sweep::RecordShape none{0, 0, 2};
  ResultsFile::create(path_, study_, grid_, none);
  ResultsFile(path_, Access::WRITE).write({5}, samples::record(grid_, {5}));
  const ResultsFile file(path_, Access::READ);
  EXPECT_EQ(file.shape(), none);
  EXPECT_EQ(file.states()[5], TrialState::COMPLETE);
}

TEST_F(ResultsFileTest, AReaderSeesWhatAnotherHandleWrites) {
  create();
  const ResultsFile reader(path_, Access::READ);
  EXPECT_EQ(reader.states()[1], TrialState::WAITING);
  ResultsFile writer(path_, Access::WRITE);
  writer.write({1}, samples::record(grid_, {1}, 5, 4));
  EXPECT_EQ(reader.states()[1], TrialState::COMPLETE);
  EXPECT_EQ(reader.read({1}).predictions.logits, samples::record(grid_, {1}, 5, 4).predictions.logits);
}

}  // namespace
