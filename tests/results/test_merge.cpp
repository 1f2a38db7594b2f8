// Several results files of one study become one.
#include "results/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <functional>

#include "file_size_limit.hpp"
#include "results/new_file.hpp"
#include "results_file_test.hpp"

namespace {

using results::Access;
using results::Merge;
using results::ResultsFile;
using sweep::Metric;
using sweep::Row;
using sweep::TrialRecord;
using sweep::TrialState;
using testing::HasSubstr;

class MergeTest : public ResultsFileTest {
 protected:
  using Change = std::function<void(TrialRecord&)>;
  static void as_it_is(TrialRecord&) {}

  TrialRecord record(Row row) const { return samples::record(grid_, row, 5, 4); }

  /// A file of these trials, all with records.
  std::string file_of(const std::string& name, const std::vector<Row>& rows,
                      const Change& change = as_it_is) const {
    const std::string path = folder_ / name;
    ResultsFile::create(path, study_, grid_.part(rows), samples::kShape);
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      TrialRecord written = record(rows[i]);
      change(written);
      ResultsFile(path, Access::WRITE).write({i}, written);
    }
    return path;
  }

  /// Whether two records are the same in everything.
  static void expect_same(const TrialRecord& a, const TrialRecord& b) {
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.state, b.state);
    EXPECT_EQ(a.metrics.values(), b.metrics.values());
    EXPECT_EQ(a.curves, b.curves);
    EXPECT_EQ(a.predictions.logits, b.predictions.logits);
    EXPECT_EQ(a.predictions.labels, b.predictions.labels);
    EXPECT_EQ(a.predictions.splits, b.predictions.splits);
    EXPECT_EQ(a.attempts, b.attempts);
    EXPECT_EQ(a.host, b.host);
    EXPECT_EQ(a.start_time, b.start_time);
    EXPECT_EQ(a.message, b.message);
  }

  std::string refusal_of(const std::vector<std::string>& paths) const {
    try {
      const Merge merge(grid_, paths);
    } catch (const sweep::InputError& error) {
      return error.what();
    }
    return "(none)";
  }

  std::string out_ = folder_ / "merged.h5";
  const std::vector<Row> even_ = {{0}, {2}, {4}, {6}, {8}, {10}};
  const std::vector<Row> odd_ = {{1}, {3}, {5}, {7}, {9}, {11}};
};

TEST_F(MergeTest, SharesBecomeTheWholeFile) {
  const std::string a = file_of("a.h5", even_);
  const std::string b = file_of("b.h5", odd_);
  const std::string before = read_text(a) + read_text(b);
  const Merge merge(grid_, {b, a});
  EXPECT_TRUE(merge.conflicts().empty());
  EXPECT_EQ(merge.sources()[0].whole, 6U);
  EXPECT_FALSE(std::filesystem::exists(out_));
  merge.write(out_, study_);
  EXPECT_EQ(read_text(a) + read_text(b), before);

  const ResultsFile merged(out_, Access::READ);
  EXPECT_EQ(merged.relation_to(grid_, samples::kShape).kind, results::Relation::Kind::SAME);
  EXPECT_EQ(merged.header().study_text, samples::kStudy);
  ASSERT_EQ(merged.size(), 12U);
  for (std::uint32_t i = 0; i < 12; ++i) expect_same(merged.read({i}), record({i}));
}

TEST_F(MergeTest, ADifferenceInTheResultsIsAConflict) {
  const std::string a = file_of("a.h5", even_);
  const std::vector<Change> changes = {
      [](TrialRecord& r) { r.metrics[Metric::TEST_ACCURACY] = std::nextafter(0.5, 0); },
      [](TrialRecord& r) { r.metrics[Metric::TRAIN_AUC] = std::nan(""); },
      [](TrialRecord& r) { r.curves[3][4] = std::nextafterf(r.curves[3][4], 0); },
      [](TrialRecord& r) {
        for (auto& curve : r.curves) curve.pop_back();
      },
      [](TrialRecord& r) { r.predictions.logits[7] = -r.predictions.logits[7]; },
      [](TrialRecord& r) { r.predictions.labels[0] ^= 1; },
      [](TrialRecord& r) { r.predictions.splits[3] = 255; },
      [](TrialRecord& r) { r.predictions = {}; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::string b = file_of("b" + std::to_string(i) + ".h5", {{1}, {4}}, changes[i]);
    const Merge merge(grid_, {a, b});
    ASSERT_EQ(merge.conflicts().size(), 1U) << "change " << i;
    const Merge::Conflict conflict = merge.conflicts().front();
    EXPECT_EQ(conflict.row, Row{4});
    EXPECT_EQ(conflict.first, 0U);
    EXPECT_EQ(conflict.second, 1U);
    EXPECT_EQ(conflict.first_accuracy, record({4}).metrics[Metric::TEST_ACCURACY]);
    EXPECT_EQ(conflict.second_accuracy, i == 0 ? std::nextafter(0.5, 0) : conflict.first_accuracy);
    expect_same(*merge.record({4}), record({4}));  // the first file's
  }
}

TEST_F(MergeTest, WhoTrainedATrialAndHowLongIsNoConflict) {
  const std::string a = file_of("a.h5", even_);
  const std::string b = file_of("b.h5", even_, [](TrialRecord& r) {
    r.metrics[Metric::WALL_SECONDS] = 1e9;
    r.host = "elsewhere";
    r.device = "cpu";
    r.attempts = 7;
    r.first_rank = {1};
    r.team_size = 1;
    r.start_time = 3;
    r.message = "a remark";
  });
  const Merge merge(grid_, {b, a});
  EXPECT_TRUE(merge.conflicts().empty());
  EXPECT_EQ(merge.record({2})->host, "elsewhere");
  EXPECT_TRUE(Merge(grid_, {a, a, a}).conflicts().empty());
}

TEST_F(MergeTest, CompleteBeatsPrunedBeatsFailedWhateverTheOrder) {
  const auto as = [](TrialState state) {
    return [state](TrialRecord& r) {
      r.state = state;
      r.host = sweep::kStateNames[static_cast<std::size_t>(state)];
    };
  };
  ResultsFile::create(folder_ / "waiting.h5", study_, grid_, samples::kShape);
  std::vector<std::string> paths = {file_of("complete.h5", {{0}}, as(TrialState::COMPLETE)),
                                    file_of("failed.h5", {{0}, {1}, {2}}, as(TrialState::FAILED)),
                                    file_of("pruned.h5", {{0}, {1}}, as(TrialState::PRUNED)),
                                    folder_ / "waiting.h5"};
  std::sort(paths.begin(), paths.end());
  do {
    const Merge merge(grid_, paths);
    EXPECT_EQ(merge.record({0})->host, "complete");
    EXPECT_EQ(merge.record({1})->host, "pruned");
    EXPECT_EQ(merge.record({2})->host, "failed");
    EXPECT_FALSE(merge.record({3}));
  } while (std::next_permutation(paths.begin(), paths.end()));
}

TEST_F(MergeTest, TrialsThatNoFileHasWait) {
  const Merge merge(grid_, {file_of("a.h5", even_), file_of("b.h5", {{1}, {11}})});
  EXPECT_FALSE(merge.record({3}));
  merge.write(out_, study_);
  const ResultsFile merged(out_, Access::READ);
  const std::vector<results::RowStatus> rows = merged.survey();
  for (const std::uint32_t hole : {3U, 5U, 7U, 9U})
    EXPECT_EQ(rows[hole].check, results::RowCheck::WAITING) << hole;
  EXPECT_EQ(std::count_if(rows.begin(), rows.end(),
                          [](const auto& row) { return row.state == TrialState::COMPLETE; }),
            8);
}

TEST_F(MergeTest, TornRowsCountAsNotThere) {
  const std::string a = file_of("a.h5", even_);
  std::string bytes = read_text(a);
  bytes[bytes.find(grid_[Row{4}].id.hex()) + 3] = 'x';  // not even the id is right
  bytes[bytes.find(grid_[Row{6}].id.hex()) + 40] ^= 1;
  write_text(a, bytes);
  const std::string b = file_of("b.h5", {{6}}, [](TrialRecord& r) { r.state = TrialState::FAILED; });
  const Merge merge(grid_, {a, b});
  EXPECT_EQ(merge.sources()[0].torn, 2U);
  EXPECT_EQ(merge.sources()[0].whole, 4U);
  EXPECT_FALSE(merge.record({4}));
  EXPECT_EQ(merge.record({6})->state, TrialState::FAILED);
}

TEST_F(MergeTest, AFileThatIsThereTakesPartAndItsOldWritersAreShutOut) {
  samples::write_all(folder_ / "other.h5", study_);
  for (int i = 0; i < 5; ++i) ResultsFile::begin_incarnation(folder_ / "other.h5");
  const std::string a = file_of("a.h5", {{0}});
  out_ = file_of("merged.h5", {{0}, {3}}, [](TrialRecord& r) { r.host = "here already"; });
  ResultsFile::begin_incarnation(out_);
  ResultsFile writer(out_, Access::WRITE);
  {
    const Merge merge(grid_, {a, out_});
    EXPECT_EQ(merge.incarnation(), 2U);
    merge.write(out_, study_);
  }
  EXPECT_THROW(writer.write({1}, record({3})), sweep::RecordNotKept);
  EXPECT_EQ(ResultsFile(out_, Access::READ).size(), 12U);
  EXPECT_EQ(ResultsFile(out_, Access::READ).read({0}).host, "node-17");
  EXPECT_EQ(ResultsFile(out_, Access::READ).read({3}).host, "here already");
  EXPECT_EQ(ResultsFile(out_, Access::READ).incarnation(), 2U);

  const Merge again(grid_, {out_, folder_ / "other.h5"});
  EXPECT_EQ(again.incarnation(), 6U);
  EXPECT_TRUE(again.conflicts().empty());
}

TEST_F(MergeTest, AFailedTrialThatAJobTakesUpAgainMeanwhileWaits) {
  const std::string a = file_of("a.h5", even_, [](TrialRecord& r) { r.state = TrialState::FAILED; });
  const Merge merge(grid_, {a});
  EXPECT_EQ(merge.record({2})->state, TrialState::FAILED);
  TrialRecord running = record({2});
  running.state = TrialState::RUNNING;
  ResultsFile(a, Access::WRITE).write({1}, running);
  EXPECT_FALSE(merge.record({2}));
  merge.write(out_, study_);
  EXPECT_EQ(ResultsFile(out_, Access::READ).survey()[2].check, results::RowCheck::WAITING);
}

TEST_F(MergeTest, AnotherStudysFileIsRefused) {
  const std::string a = file_of("a.h5", even_);
  std::string text = samples::kStudy;
  text.replace(text.find("[100, 2]"), 8, "[100, 3]");
  samples::write_all(folder_ / "other.h5", samples::study(text));
  EXPECT_THAT(refusal_of({a, folder_ / "other.h5"}),
              HasSubstr(folder_ / "other.h5: has 6 of 12 trials that the study of " + a +
                        " does not want, such as data.snr=3, model.architecture=student, replicate=0"));
  // Also where none of them has run yet.
  ResultsFile::create(folder_ / "new.h5", samples::study(text), sweep::Grid(samples::study(text)),
                      samples::kShape);
  EXPECT_THAT(refusal_of({a, folder_ / "new.h5"}), HasSubstr("new.h5: has 6 of 12 trials"));
  write_text(folder_ / "text.h5", "text");
  EXPECT_THAT(refusal_of({a, folder_ / "text.h5"}), HasSubstr("text.h5: "));
  EXPECT_THAT(refusal_of({a, folder_ / "nowhere.h5"}), HasSubstr("nowhere.h5: "));
}

TEST_F(MergeTest, RecordsOfOtherSamplesAreRefused) {
  const auto make = [&](const std::string& name, const std::vector<std::string>& wells, bool with_record) {
    const std::string path = folder_ / name;
    ResultsFile::create(path, study_, grid_, {5, 4, 2, wells});
    if (with_record) ResultsFile(path, Access::WRITE).write({2}, record({2}));
    return path;
  };
  const std::string a = make("a.h5", {"A01", "A02", "B01", "B02"}, true);
  const std::string b = make("b.h5", {"A02", "A01", "B01", "B02"}, true);
  const std::string empty = make("empty.h5", {"A03", "A01", "B01", "B02"}, false);
  EXPECT_THAT(refusal_of({a, b}), HasSubstr(b + ": holds records of other samples than " + a));
  const Merge merge(grid_, {empty, a});  // nothing of it is lost
  EXPECT_EQ(merge.shape().sample_names.front(), "A01");
  expect_same(*merge.record({2}), record({2}));
}

TEST_F(MergeTest, TheMergedFileIsLargeEnoughForTheRecordsOfAll) {
  ResultsFile::create(folder_ / "long.h5", study_, grid_, {9, 2, 2});
  ResultsFile(folder_ / "long.h5", Access::WRITE).write({1}, samples::record(grid_, {1}, 9, 2));
  ResultsFile::create(folder_ / "wide.h5", study_, grid_, {3, 7, 2});
  ResultsFile(folder_ / "wide.h5", Access::WRITE).write({2}, samples::record(grid_, {2}, 3, 7));
  const Merge merge(grid_, {folder_ / "long.h5", folder_ / "wide.h5"});
  EXPECT_EQ(merge.shape(), (sweep::RecordShape{9, 7, 2}));
  merge.write(out_, study_);
  expect_same(ResultsFile(out_, Access::READ).read({1}), samples::record(grid_, {1}, 9, 2));
  expect_same(ResultsFile(out_, Access::READ).read({2}), samples::record(grid_, {2}, 3, 7));
}

TEST_F(MergeTest, AKillOrAFullDiskLeavesTheFileAsItWas) {
  const std::string a = file_of("a.h5", even_);
  out_ = file_of("merged.h5", odd_);
  const std::string before = read_text(out_);
  const Merge merge(grid_, {a, out_});
  for (const std::uint32_t last : {0U, 5U, 11U}) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const auto until_killed = [&](Row row) {
        if (row == Row{last}) raise(SIGKILL);
        return merge.record(row);
      };
      results::NewFile{results::Header::of(study_, {}), grid_, merge.shape(), 9, until_killed}.make(out_);
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(read_text(out_), before) << "killed at row " << last;
  }
  {
    const FileSizeLimit limit(4096);
    EXPECT_THROW(merge.write(out_, study_), sweep::InputError);
  }
  EXPECT_EQ(read_text(out_), before);
  EXPECT_FALSE(std::filesystem::exists(out_ + ".new"));
  merge.write(out_, study_);
  for (std::uint32_t i = 0; i < 12; ++i) expect_same(ResultsFile(out_, Access::READ).read({i}), record({i}));
}

}  // namespace
