// A file of an earlier study: how it relates to a grid, and how it grows.
#include "results/results_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "results/new_file.hpp"
#include "results_file_test.hpp"

namespace {

using results::Access;
using results::Relation;
using results::ResultsFile;
using sweep::Row;
using sweep::TrialRecord;
using sweep::TrialState;

TEST_F(ResultsFileTest, ItsSizeIsKnownBeforeItIsMade) {
  const std::vector<sweep::RecordShape> shapes = {
      samples::kShape, {}, {1, 0, 2}, {700, 2000, 3}, {5, 4, 2, {"A01", "A02", "plate ä:B11", "P24"}}};
  for (const std::size_t replicates : {1U, 7U, 1000U}) {
    const sweep::Study study = samples::study("name: n\nfactors:\n  data.sampling: [full, every-10]\n" +
                                              ("  replicate: " + std::to_string(replicates)) + "\n");
    const sweep::Grid grid(study);
    const results::Provenance provenance{"abc", {{"libtorch", "1.13"}}};
    for (const sweep::RecordShape& shape : shapes) {
      std::filesystem::remove(path_);
      const std::uint64_t foretold = results::file_bytes(study, grid, shape, provenance);
      ResultsFile::create(path_, study, grid, shape, 3, provenance);
      EXPECT_EQ(foretold, std::filesystem::file_size(path_)) << replicates << ' ' << shape.epochs;
    }
  }
}

TEST_F(ResultsFileTest, RelationToTheSameGrid) {
  create();
  const ResultsFile file(path_, Access::READ);
  const Relation relation = file.relation_to(grid_, samples::kShape);
  EXPECT_EQ(relation.kind, Relation::Kind::SAME);
  EXPECT_EQ(relation.kept, 12U);
  EXPECT_EQ(relation.added, 0U);
  EXPECT_EQ(file.relation_to(grid_, {6, 4, 2}).kind, Relation::Kind::CHANGED);
}

TEST_F(ResultsFileTest, RelationToAReorderedGridIsChanged) {
  create();
  std::string text = samples::kStudy;
  text.replace(text.find("[100, 2]"), 8, "[2, 100]");
  const sweep::Grid reordered(samples::study(text));
  const Relation relation = ResultsFile(path_, Access::READ).relation_to(reordered, samples::kShape);
  EXPECT_EQ(relation.kind, Relation::Kind::CHANGED);
  EXPECT_EQ(relation.kept, 12U);
  EXPECT_EQ(relation.added, 0U);
  EXPECT_EQ(relation.dropped, 0U);
}

TEST_F(ResultsFileTest, AnotherStudyIsUnrelated) {
  create();
  std::string text = samples::kStudy;
  text.replace(text.find("seed: 7"), 7, "seed: 8");
  const Relation relation =
      ResultsFile(path_, Access::READ).relation_to(sweep::Grid(samples::study(text)), samples::kShape);
  EXPECT_EQ(relation.kind, Relation::Kind::UNRELATED);
  EXPECT_EQ(relation.kept, 0U);
  EXPECT_EQ(relation.added, 12U);
  EXPECT_EQ(relation.dropped, 12U);
}

TEST_F(ResultsFileTest, NamesOfSamplesAreKeptWithTheFile) {
  const sweep::RecordShape wells{5, 4, 2, {"A01", "A02", "plate ä:B11", "P24"}};
  samples::write_all(path_, study_, wells);
  EXPECT_EQ(ResultsFile(path_, Access::READ).shape(), wells);
  const ResultsFile file(path_, Access::READ);
  EXPECT_EQ(file.relation_to(grid_, wells).kind, Relation::Kind::SAME);
  const sweep::RecordShape longer{6, 4, 2, wells.sample_names};
  EXPECT_EQ(file.relation_to(grid_, longer).kind, Relation::Kind::CHANGED);
  ResultsFile::grow(path_, study_, grid_, longer);
  EXPECT_EQ(ResultsFile(path_, Access::READ).shape(), longer);
  EXPECT_EQ(ResultsFile(path_, Access::READ).read({3}).predictions.logits,
            samples::record(grid_, {3}, 5, 4).predictions.logits);
}

TEST_F(ResultsFileTest, RecordsOfOtherWellsAreNotTakenOver) {
  const sweep::RecordShape wells{5, 4, 2, {"A01", "A02", "B01", "B02"}};
  const sweep::RecordShape reordered{5, 4, 2, {"A02", "A01", "B01", "B02"}};
  const sweep::RecordShape more{5, 5, 2, {"A01", "A02", "B01", "B02", "B03"}};
  ResultsFile::create(path_, study_, grid_, wells);
  // Without records there is nothing to lose.
  EXPECT_EQ(ResultsFile(path_, Access::READ).relation_to(grid_, more).kind, Relation::Kind::CHANGED);
  ResultsFile(path_, Access::WRITE).write({2}, samples::record(grid_, {2}, 5, 4));
  const std::string before = read_text(path_);
  for (const sweep::RecordShape& other : {reordered, more, samples::kShape}) {
    EXPECT_EQ(ResultsFile(path_, Access::READ).relation_to(grid_, other).kind, Relation::Kind::OTHER_SAMPLES);
    EXPECT_THROW(ResultsFile::grow(path_, study_, grid_, other), std::logic_error);
  }
  EXPECT_EQ(read_text(path_), before);
  EXPECT_THROW(ResultsFile::create(folder_ / "x.h5", study_, grid_, {5, 4, 2, {"A01"}}), std::exception);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x.h5.new"));
}

TEST_F(ResultsFileTest, GrowKeepsWholeRecords) {
  samples::write_all(path_, study_);
  {
    ResultsFile file(path_, Access::WRITE);
    TrialRecord running = samples::record(grid_, {1});
    running.state = TrialState::RUNNING;
    file.write({1}, running);
  }
  std::string text = samples::kStudy;
  text.replace(text.find("[100, 2]"), 8, "[5, 2, 100]");
  text.replace(text.find("[student, mlp]"), 14, "[student]");
  const sweep::Study grown_study = samples::study(text);
  const sweep::Grid grown(grown_study);
  const Relation relation = ResultsFile(path_, Access::READ).relation_to(grown, {7, 4, 2});
  EXPECT_EQ(relation.kind, Relation::Kind::CHANGED);
  EXPECT_EQ(relation.kept, 6U);
  EXPECT_EQ(relation.added, 3U);
  EXPECT_EQ(relation.dropped, 6U);

  ResultsFile::grow(path_, grown_study, grown, {7, 4, 2});
  const ResultsFile file(path_, Access::READ);
  ASSERT_EQ(file.size(), 9U);
  EXPECT_EQ(file.relation_to(grown, {7, 4, 2}).kind, Relation::Kind::SAME);
  EXPECT_EQ(file.header().study_text, text);
  for (std::uint32_t i = 0; i < 9; ++i) {
    const auto old_row = grid_.find(grown[Row{i}].id);
    const bool kept = old_row && old_row->value != 1;
    EXPECT_EQ(file.states()[i], kept ? TrialState::COMPLETE : TrialState::WAITING) << i;
    if (!kept) continue;
    const TrialRecord expected = samples::record(grid_, *old_row, 5, 4);
    EXPECT_EQ(file.read({i}).metrics[sweep::Metric::TEST_ACCURACY],
              expected.metrics[sweep::Metric::TEST_ACCURACY]);
    EXPECT_EQ(file.read({i}).curves, expected.curves);
    EXPECT_EQ(file.read({i}).predictions.logits, expected.predictions.logits);
  }
}

}  // namespace
