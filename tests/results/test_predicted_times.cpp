#include "results/predicted_times.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "results/row_layout.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::ResultsFile;
using results::RowLayout;
using sweep::Metric;

TEST(PredictedTimes, ALinePerArchitectureOfTheTrialsThatHadAPrediction) {
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  const sweep::Study study = samples::study();
  const sweep::Grid grid(study);
  ResultsFile::create(path, study, grid, {0, 0, 2});
  ResultsFile writer(path, Access::WRITE);
  EXPECT_EQ(results::predicted_times_text(ResultsFile(path, Access::READ)), "");
  // Students took 1, 2, … 6 times what was predicted, each 10 s; mlp trials half of 4 s, one without a
  // prediction.
  double times = 0;
  bool first_mlp = true;
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    sweep::TrialRecord record = samples::record(grid, {i});
    const bool student = grid.settings({i}).text("model.architecture") == "student";
    record.metrics[Metric::PREDICTED_SECONDS] = student ? 10 : 4;
    record.metrics[Metric::WALL_SECONDS] = student ? 10 * ++times : 2;
    if (!student && first_mlp) record.metrics[Metric::PREDICTED_SECONDS] = std::nan("");
    first_mlp = first_mlp && student;
    writer.write({i}, record);
  }
  EXPECT_EQ(results::predicted_times_text(ResultsFile(path, Access::READ)),
            "seconds on a worker   trials    predicted         real   ratio    of half of them\n"
            "  mlp                      5           20           10    0.50     0.50 to 0.50\n"
            "  student                  6           60          210    3.50     2.25 to 4.75\n");
}

// Files of schema 2 that were made before predictions were kept have 15 metrics.
TEST(RowLayout, FilesWithoutPredictionsAreReadAndWrittenAsTheyAre) {
  const RowLayout before({{"replicate", results::ColumnKind::NUMBER, 8}}, 15);
  const RowLayout layout = RowLayout::from(before.fields(), before.row_bytes());
  EXPECT_EQ(layout.fields(), before.fields());
  EXPECT_EQ(layout.fields()[layout.samples()].name, "samples");
  EXPECT_EQ(layout.fields()[layout.samples() - 1].name, "intensity_f1");

  const sweep::Grid grid(samples::study());
  sweep::TrialRecord record = samples::record(grid, {3}, 2, 4);
  record.metrics[Metric::PREDICTED_SECONDS] = 77;
  std::vector<std::byte> row(layout.row_bytes());
  layout.put_record(row, record);
  EXPECT_EQ(layout.metric(row, Metric::INTENSITY_F1), record.metrics[Metric::INTENSITY_F1]);
  EXPECT_TRUE(std::isnan(layout.metric(row, Metric::PREDICTED_SECONDS)));
  EXPECT_EQ(layout.number(row, layout.samples()), 4);
  EXPECT_EQ(layout.text(row, layout.host()), "node-17");

  const RowLayout now(before.columns());
  row.assign(now.row_bytes(), std::byte{0});
  now.put_record(row, record);
  EXPECT_EQ(now.metric(row, Metric::PREDICTED_SECONDS), 77);
  EXPECT_EQ(now.number(row, now.samples()), 4);
}

}  // namespace
