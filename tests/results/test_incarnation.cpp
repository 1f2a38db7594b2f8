// A job that was given up, but still runs and writes, against the one that has taken over.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/incarnation.hpp"
#include "results/results_file.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::ResultsFile;
using results::RowCheck;
using sweep::Row;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class IncarnationTest : public testing::Test {
 protected:
  void SetUp() override { ResultsFile::create(path_, study_, grid_, samples::kShape); }
  sweep::TrialRecord record(Row row) const { return samples::record(grid_, row, 5, 4); }
  /// The message with which a record of `row` is refused.
  std::string refusal(ResultsFile& file, Row row) const {
    try {
      file.write(row, record(row));
    } catch (const sweep::RecordNotKept& error) {
      return error.what();
    }
    return "(none)";
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = samples::study();
  sweep::Grid grid_{study_};
};

TEST_F(IncarnationTest, EveryStartRaisesTheNumber) {
  EXPECT_EQ(ResultsFile(path_, Access::READ).incarnation(), 0U);
  EXPECT_EQ(ResultsFile::begin_incarnation(path_), 1U);
  EXPECT_EQ(ResultsFile::begin_incarnation(path_), 2U);
  EXPECT_EQ(ResultsFile(path_, Access::READ).incarnation(), 2U);
  EXPECT_THAT(read_text(path_).substr(results::Incarnation::kPlace, results::Incarnation::kBytes),
              testing::MatchesRegex("incarnation 0000000002 [0-9a-f]+\n"));
}

TEST_F(IncarnationTest, ASupersededJobWritesNothingWhileTheNewOneWorks) {
  ResultsFile::begin_incarnation(path_);
  ResultsFile old(path_, Access::WRITE);
  old.write({1}, record({1}));
  ResultsFile::begin_incarnation(path_);
  ResultsFile current(path_, Access::WRITE);
  current.write({2}, record({2}));

  const std::string before = read_text(path_);
  for (const std::uint32_t row : {1U, 2U, 3U}) {
    EXPECT_THAT(refusal(old, {row}),
                AllOf(HasSubstr(path_ + ": another job has taken over: it began incarnation 2 "),
                      Not(HasSubstr("\n"))));
  }
  EXPECT_TRUE(read_text(path_) == before);
  EXPECT_EQ(refusal(current, {3}), "(none)");
  { const ResultsFile closing = std::move(old); }  // HDF5 may write while it closes
  const ResultsFile file(path_, Access::READ);
  EXPECT_EQ(file.read({1}).incarnation, 1U);
  EXPECT_EQ(file.read({2}).incarnation, 2U);
  EXPECT_EQ(file.read({3}).incarnation, 2U);
  EXPECT_EQ(file.incarnation(), 2U);
}

TEST_F(IncarnationTest, AJobWhoseFileWasReplacedIsToldSoAndHarmsNothing) {
  ResultsFile::begin_incarnation(path_);
  ResultsFile old(path_, Access::WRITE);
  old.write({1}, record({1}));
  ResultsFile::grow(path_, study_, grid_, {7, 4, 2});
  ResultsFile::begin_incarnation(path_);
  const std::string before = read_text(path_);
  EXPECT_THAT(refusal(old, {4}), HasSubstr("another job has taken over: it has replaced the file"));
  { const ResultsFile closing = std::move(old); }
  EXPECT_TRUE(read_text(path_) == before);
  const ResultsFile file(path_, Access::READ);
  EXPECT_EQ(file.incarnation(), 2U);
  EXPECT_EQ(file.verify()[1], RowCheck::WHOLE);
  EXPECT_EQ(file.verify()[4], RowCheck::WAITING);
  EXPECT_EQ(file.read({1}).incarnation, 1U);  // who wrote it, not who copied it
}

TEST_F(IncarnationTest, AJobWhoseFileWasMovedAwayGoesOnInIt) {
  ResultsFile file(path_, Access::WRITE);
  std::filesystem::rename(path_, folder_ / "moved.h5");
  EXPECT_EQ(refusal(file, {1}), "(none)");
  EXPECT_EQ(ResultsFile(folder_ / "moved.h5", Access::READ).verify()[1], RowCheck::WHOLE);
}

TEST_F(IncarnationTest, GrowingCarriesTheNumberOver) {
  for (int i = 0; i < 3; ++i) ResultsFile::begin_incarnation(path_);
  ResultsFile::grow(path_, study_, grid_, {7, 4, 2});
  EXPECT_EQ(ResultsFile::begin_incarnation(path_), 4U);
}

TEST_F(IncarnationTest, ADamagedNumberIsNotTakenForAnother) {
  const std::string whole = read_text(path_);
  for (std::size_t i = 0; i < results::Incarnation::kBytes; ++i) {
    std::string bytes = whole;
    bytes[results::Incarnation::kPlace + i] ^= 0x01;
    write_text(path_, bytes);
    EXPECT_THROW(ResultsFile::begin_incarnation(path_), sweep::InputError) << i;
    EXPECT_THROW(ResultsFile(path_, Access::WRITE), sweep::InputError) << i;
  }
}

TEST_F(IncarnationTest, ANumberThatIsDamagedWhileWritingStopsTheRecord) {
  ResultsFile file(path_, Access::WRITE);
  std::fstream(path_, std::ios::binary | std::ios::in | std::ios::out)
      .seekp(results::Incarnation::kPlace)
      .put('x');
  EXPECT_THAT(refusal(file, {1}), HasSubstr("the record of row 1 could not be kept: its incarnation number"));
}

}  // namespace
