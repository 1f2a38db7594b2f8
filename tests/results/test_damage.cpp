// What a crash, a power loss or a bad disk may do to a results file, byte by byte.

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "results/results_file.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::ResultsFile;
using results::RowCheck;
using sweep::Row;

/// Places of bytes in a file that differ between two states of it.
std::vector<std::size_t> differences(const std::string& a, const std::string& b) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] != b[i]) places.push_back(i);
  }
  return places;
}

class DamageTest : public testing::Test {
 protected:
  void SetUp() override {
    ResultsFile::create(path_, study_, grid_, samples::kShape);
    empty_ = read_text(path_);
  }
  /// Where `bytes` lies in the file; it must be there once.
  static std::size_t find_once(const std::string& file, const std::string& bytes) {
    const std::size_t place = file.find(bytes);
    EXPECT_NE(place, std::string::npos);
    EXPECT_EQ(file.find(bytes, place + 1), std::string::npos);
    return place;
  }
  /// Where the row of a trial begins: with its id.
  std::size_t row_place(const std::string& file, Row row) const {
    return find_once(file, grid_[row].id.hex());
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = samples::study();
  sweep::Grid grid_{study_};
  std::string empty_;
};

TEST_F(DamageTest, AWriteChangesNothingButItsOwnRows) {
  const Row row{4};
  const sweep::TrialRecord record = samples::record(grid_, row, 5, 4);
  ResultsFile(path_, Access::WRITE).write(row, record);
  const std::string after = read_text(path_);
  ASSERT_EQ(after.size(), empty_.size());

  // The bytes that may change: the row, and the trial's rows of the seven arrays, found by their content.
  std::vector<std::pair<std::size_t, std::size_t>> own;
  const std::size_t row_bytes = ResultsFile(path_, Access::READ).row_bytes();
  own.emplace_back(row_place(after, row), row_bytes);
  const auto add = [&](const auto& values) {
    const std::string bytes(reinterpret_cast<const char*>(values.data()),
                            values.size() * sizeof(values.front()));
    own.emplace_back(find_once(after, bytes), bytes.size());
  };
  for (const auto& curve : record.curves) add(curve);
  add(record.predictions.logits);
  // Labels and splits are too short to be found by their content: 4 bytes each, anywhere.
  std::size_t elsewhere = 0;
  for (const std::size_t place : differences(empty_, after)) {
    const bool inside = std::any_of(own.begin(), own.end(), [&](const auto& range) {
      return place >= range.first && place < range.first + range.second;
    });
    elsewhere += inside ? 0 : 1;
  }
  EXPECT_LE(elsewhere, 8U);
}

TEST_F(DamageTest, ARecordWithoutArraysChangesNothingButItsRow) {
  const Row row{4};
  ResultsFile(path_, Access::WRITE).write(row, samples::record(grid_, row));
  const std::string after = read_text(path_);
  ASSERT_EQ(after.size(), empty_.size());
  const std::size_t first = row_place(after, row);
  const std::size_t row_bytes = ResultsFile(path_, Access::READ).row_bytes();
  const auto places = differences(empty_, after);
  ASSERT_FALSE(places.empty());
  EXPECT_GE(places.front(), first);
  EXPECT_LT(places.back(), first + row_bytes);
}

TEST_F(DamageTest, AKillDuringCreationLeavesAWholeFileOrNone) {
  const sweep::Study study = samples::study(
      "name: k\nseed: 1\nfactors: {data.snr: [100, 50, 5, 2, 0], data.threshold_percent: [5, 10], replicate: "
      "100}\n");
  const sweep::Grid grid(study);
  const std::string path = folder_ / "killed.h5";
  int without = 0;
  for (int round = 0; round < 40; ++round) {
    std::filesystem::remove(path);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ResultsFile::create(path, study, grid, {20, 50, 2});
      _exit(0);
    }
    usleep(static_cast<useconds_t>(250 * round));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    if (!std::filesystem::exists(path)) {
      ++without;
      continue;
    }
    const ResultsFile file(path, Access::READ);
    ASSERT_EQ(file.relation_to(grid, {20, 50, 2}).kind, results::Relation::Kind::SAME) << round;
  }
  EXPECT_GT(without, 0);  // or no kill came early enough to mean anything
  // What a killed creation left behind does not stand in the way.
  std::filesystem::remove(path);
  ResultsFile::create(path, study, grid, {20, 50, 2});
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_F(DamageTest, OpeningForWritingChangesNothing) {
  { const ResultsFile file(path_, Access::WRITE); }
  EXPECT_TRUE(read_text(path_) == empty_);
}

TEST_F(DamageTest, AnyFlippedByteOfARecordIsFound) {
  const Row row{4};
  const sweep::TrialRecord record = samples::record(grid_, row, 5, 4);
  ResultsFile(path_, Access::WRITE).write(row, record);
  const std::string whole = read_text(path_);
  const std::size_t row_bytes = ResultsFile(path_, Access::READ).row_bytes();
  std::vector<std::size_t> places;
  const auto add = [&](std::size_t first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) places.push_back(first + i);
  };
  add(row_place(whole, row), row_bytes);
  for (const auto& curve : record.curves) {
    add(find_once(whole, {reinterpret_cast<const char*>(curve.data()), 4 * curve.size()}), 4 * curve.size());
  }
  const auto& logits = record.predictions.logits;
  add(find_once(whole, {reinterpret_cast<const char*>(logits.data()), 4 * logits.size()}), 4 * logits.size());
  // The bytes of labels and splits that are not 0 are among those that the write changed.
  for (const std::size_t place : differences(empty_, whole)) {
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  ASSERT_GT(places.size(), row_bytes + 100);

  std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
  const ResultsFile results(path_, Access::READ);
  ASSERT_EQ(results.verify()[row.value], RowCheck::WHOLE);
  const auto put = [&](std::size_t place, char byte) {
    file.seekp(static_cast<std::streamoff>(place));
    file.put(byte).flush();
  };
  for (const std::size_t place : places) {
    put(place, static_cast<char>(whole[place] ^ 0x10));
    ASSERT_EQ(results.verify()[row.value], RowCheck::TORN) << "byte " << place;
    ASSERT_EQ(results.states()[row.value], sweep::TrialState::WAITING) << "byte " << place;
    put(place, whole[place]);
  }
  EXPECT_EQ(results.verify()[row.value], RowCheck::WHOLE);
}

TEST_F(DamageTest, ATornRowIsNotReadAndCanBeRepaired) {
  samples::write_all(folder_ / "full.h5", study_);
  const std::string path = folder_ / "full.h5";
  std::string bytes = read_text(path);
  const std::size_t accuracy = row_place(bytes, {2}) + 100;
  bytes[accuracy] = static_cast<char>(bytes[accuracy] ^ 1);
  write_text(path, bytes);
  {
    ResultsFile file(path, Access::READ);
    EXPECT_EQ(file.read({2}).state, sweep::TrialState::WAITING);
    EXPECT_THROW(file.read_predictions({2}), std::runtime_error);
    EXPECT_EQ(file.attempts({2}), 0U);
  }
  EXPECT_EQ(ResultsFile::repair(path), 1U);
  EXPECT_EQ(ResultsFile::repair(path), 0U);
  const ResultsFile file(path, Access::READ);
  for (std::uint32_t i = 0; i < file.size(); ++i) {
    EXPECT_EQ(file.verify()[i], i == 2 ? RowCheck::WAITING : RowCheck::WHOLE) << i;
  }
  EXPECT_EQ(file.relation_to(grid_, samples::kShape).kind, results::Relation::Kind::SAME);
}

TEST_F(DamageTest, ADamagedLevelMakesTheFileGrowAnew) {
  std::string bytes = empty_;
  const std::size_t level = row_place(bytes, {0}) + 24;  // data.snr, after id and state
  bytes[level + 7] = static_cast<char>(bytes[level + 7] ^ 1);
  write_text(path_, bytes);
  ResultsFile::repair(path_);  // a checksum over the wrong level
  EXPECT_EQ(ResultsFile(path_, Access::READ).relation_to(grid_, samples::kShape).kind,
            results::Relation::Kind::CHANGED);
  ResultsFile::grow(path_, study_, grid_, samples::kShape);
  EXPECT_EQ(ResultsFile(path_, Access::READ).relation_to(grid_, samples::kShape).kind,
            results::Relation::Kind::SAME);
}

}  // namespace
