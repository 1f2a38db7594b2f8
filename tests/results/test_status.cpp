#include "results/status.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::ResultsFile;

TEST(Status, CountsRateTimeLeftAndFailures) {
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  const sweep::Study study = samples::study();
  const sweep::Grid grid(study);
  ResultsFile::create(path, study, grid, {0, 0, 2});
  ResultsFile writer(path, Access::WRITE);
  // 6 of 12 trials, 100 s each, one after the other; a night lies between the first three and the rest.
  for (std::uint32_t i = 0; i < 6; ++i) {
    sweep::TrialRecord record = samples::record(grid, {i});
    record.start_time = 1e9 + 100 * i + (i < 3 ? 0 : 40000);
    record.metrics[sweep::Metric::WALL_SECONDS] = 100;
    if (i == 3) record.message = "in 8 parts";
    if (i == 4 || i == 5) {
      record.state = sweep::TrialState::FAILED;
      record.message = "loss is nan";
    }
    writer.write({i}, record);
  }
  const std::string text = results::status_text(ResultsFile(path, Access::READ), 1e9 + 40600 + 30);
  EXPECT_EQ(text,
            "study small: 6 of 12 trials done (50.0 %)\n"
            "  waiting            6\n"
            "  complete           4\n"
            "  failed             2\n"
            "rate: 36 trials per hour over 10 min of running; time left at this rate: 10 min\n"
            "last record: 30 s ago\n"
            "failures:\n"
            "  2 x loss is nan\n"
            "      " +
                grid[sweep::Row{4}].id.hex() +
                "  data.snr=100 model.architecture=mlp replicate=1  (2 attempts, on node-17)\n"
                "      " +
                grid[sweep::Row{5}].id.hex() +
                "  data.snr=100 model.architecture=mlp replicate=2  (2 attempts, on node-17)\n"
                "complete, but:\n"
                "  1 x in 8 parts\n"
                "      " +
                grid[sweep::Row{3}].id.hex() +
                "  data.snr=100 model.architecture=mlp replicate=0  (2 attempts, on node-17)\n");
}

TEST(Status, PrunedTrialsAreGroupedByReason) {
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  const sweep::Study study = samples::study();
  const sweep::Grid grid(study);
  ResultsFile::create(path, study, grid, {0, 0, 2});
  ResultsFile writer(path, Access::WRITE);
  for (std::uint32_t i = 0; i < 6; ++i) {
    sweep::TrialRecord record;
    record.id = grid[sweep::Row{i}].id;
    record.state = sweep::TrialState::PRUNED;
    record.message = i < 5 ? "14 wells after balancing, fewer than 15" : "all values are the same";
    record.attempts = 1;
    record.host = "node-17";
    writer.write({i}, record);
  }
  const std::string text = results::status_text(ResultsFile(path, Access::READ), 1e9);
  EXPECT_EQ(text.find("failures"), std::string::npos);
  EXPECT_NE(
      text.find("study small: 6 of 12 trials done (50.0 %)\n  waiting            6\n  pruned             6\n"
                "pruned:\n  5 x 14 wells after balancing, fewer than 15\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("… and 2 more\n  1 x all values are the same\n"), std::string::npos) << text;
}

TEST(Status, ANewFileHasNoRate) {
  const TemporaryFolder folder;
  const sweep::Study study = samples::study();
  ResultsFile::create(folder / "r.h5", study, sweep::Grid(study), {0, 0, 2});
  EXPECT_EQ(results::status_text(ResultsFile(folder / "r.h5", Access::READ), 1e9),
            "study small: 0 of 12 trials done (0.0 %)\n  waiting           12\n");
}

}  // namespace
