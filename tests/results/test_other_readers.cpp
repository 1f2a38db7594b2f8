// The files are promised to be readable without our code: by h5py, pandas and h5dump.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "results/spectra_file.hpp"
#include "results/table.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::ResultsFile;
using testing::HasSubstr;

/// What a command prints, with its errors; it must succeed.
std::string output_of(const std::string& command) {
  std::string text;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    text.append(buffer.data(), count);
  }
  EXPECT_EQ(pclose(pipe), 0) << command << "\n" << text;
  return text;
}

/// The first ```python block of a document.
std::string python_block(const std::string& document) {
  const std::string begin = "```python\n";
  const std::size_t first = document.find(begin);
  if (first == std::string::npos) return "";
  return document.substr(first + begin.size(),
                         document.find("```\n", first + begin.size()) - first - begin.size());
}

class OtherReadersTest : public testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = samples::study();
  sweep::Grid grid_{study_};
};

TEST_F(OtherReadersTest, H5pyAndPandasSeeTheTable) {
  ResultsFile::create(path_, study_, grid_, samples::kShape, 1, {"abc123", {{"libtorch", "1.13.1"}}});
  sweep::TrialRecord record = samples::record(grid_, {3}, 2, 4);
  record.message = "naïve";
  ResultsFile(path_, Access::WRITE).write({3}, record);
  const std::string text = output_of(GRIDSWEEP_PYTHON " " GRIDSWEEP_INDEPENDENT_READER " " + path_);
  for (const char* line :
       {"attribute format = 'gridsweep'\n",
        "attribute schema = 2\n",
        "attribute name = 'small'\n",
        "attribute seed = 7\n",
        "attribute commit = 'abc123'\n",
        "attribute version.libtorch = '1.13.1'\n",
        "attribute version.hdf5 = '1.",
        "attribute version.gridsweep = '",
        "data.limit_percent: 20\\n",
        "fields id state data.snr model.architecture replicate test_accuracy test_auc test_f1 test_loss "
        "train_accuracy train_auc train_loss test_samples parameters data_reduction epochs wall_seconds "
        "test_mcc always_positive_f1 intensity_f1 predicted_seconds samples "
        "curve_epochs attempts incarnation host device first_rank team_size start_time message checksum\n",
        "states [('waiting', 0), ('running', 1), ('complete', 2), ('pruned', 3), ('failed', 4)]\n",
        "multiple of 64 True\n",
        "contiguous True\n",
        "frame 12 11\n",
        "row state = 2\n",
        "row data.snr = 100.0\n",
        "row model.architecture = b'mlp'\n",
        "row replicate = 0.0\n",
        "row test_accuracy = 0.503\n",
        "row samples = 4\n",
        "row curve_epochs = 2\n",
        "row attempts = 2\n",
        "row incarnation = 1\n",
        "row host = b'node-17'\n",
        "row device = b'cuda:1'\n",
        "row first_rank = 5\n",
        "row team_size = 4\n",
        "row start_time = 1700000003.0\n",
        "row message = b'na\\xc3\\xafve'\n",
        "curves/train_loss float32 (12, 5) [0.0, 1.0, nan, nan, nan]\n",
        "curves/test_accuracy float32 (12, 5) [30.0, 31.0, nan, nan, nan]\n",
        "curves/validation_loss float32 (12, 5) [40.0, 41.0, nan, nan, nan]\n",
        "curves/validation_accuracy float32 (12, 5) [50.0, 51.0, nan, nan, nan]\n",
        "samples have no names\n",
        "predictions/logits float32 (12, 4, 2) [0.25, -0.5, 1.25, -1.5, 2.25, -2.5, 3.25, -3.5]\n",
        "predictions/label uint8 (12, 4) [0, 1, 0, 1]\n",
        "predictions/split uint8 (12, 4) [1, 0, 0, 1]\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, HasSubstr("row id = b'" + grid_[sweep::Row{3}].id.hex() + "'\n"));
}

TEST_F(OtherReadersTest, H5pySeesNamesOfSamplesAndWellsThatWereNotUsed) {
  ResultsFile::create(path_, study_, grid_, {5, 4, 2, {"A01", "B12", "plate ä:AF48", "P24"}});
  sweep::TrialRecord record = samples::record(grid_, {3}, 2, 4);
  record.predictions.splits = {1, 255, 1, 255};
  record.predictions.labels = {0, 255, 1, 255};
  for (const std::size_t unused : {2, 3, 6, 7}) record.predictions.logits[unused] = std::nanf("");
  ResultsFile(path_, Access::WRITE).write({3}, record);
  const std::string text = output_of(GRIDSWEEP_PYTHON " " GRIDSWEEP_INDEPENDENT_READER " " + path_);
  for (const char* line :
       {"predictions/sample ['A01', 'B12', 'plate ä:AF48', 'P24']\n",
        "predictions/logits float32 (12, 4, 2) [0.25, -0.5, nan, nan, 2.25, -2.5, nan, nan]\n",
        "predictions/label uint8 (12, 4) [0, 255, 1, 255]\n",
        "predictions/split uint8 (12, 4) [1, 255, 1, 255]\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST_F(OtherReadersTest, H5pyReadsAStudyWithoutArrays) {
  ResultsFile::create(path_, study_, grid_, {0, 0, 2});
  const std::string text = output_of(GRIDSWEEP_PYTHON " " GRIDSWEEP_INDEPENDENT_READER " " + path_);
  EXPECT_THAT(text, HasSubstr("frame 12 12\n"));
  EXPECT_THAT(text, HasSubstr("curves/train_loss float32 (12, 0) []\n"));
  EXPECT_THAT(text, HasSubstr("predictions/logits float32 (12, 0, 2) []\n"));
}

TEST_F(OtherReadersTest, H5pyReadsSpectraAsComplex64) {
  results::SpectraFile file = results::SpectraFile::create(
      path_, {{0, 0.1}, {2100, 2100.3, 2100.6}, {0, 0.024}}, {{0, 1}, {}, {}, {}}, {{"data.snr", 50.0}});
  std::vector<std::complex<float>> spectrum(12);
  spectrum[6 + 2 * 2] = {1.5F, -0.25F};  // [1, 2, 0]
  file.write_sample(1, spectrum);
  file.close();
  const std::string text = output_of(GRIDSWEEP_PYTHON " " GRIDSWEEP_INDEPENDENT_READER " " + path_);
  EXPECT_THAT(text, HasSubstr("attribute data.snr = 50.0\n"));
  EXPECT_THAT(text, HasSubstr("spectra complex64 (2, 2, 3, 2) (1.5-0.25j)\n"));
  EXPECT_THAT(text, HasSubstr("label uint8 [0, 1]\n"));
}

TEST_F(OtherReadersTest, H5dumpPrintsTheLayout) {
  ResultsFile::create(path_, study_, grid_, samples::kShape);
  const std::string text = output_of(GRIDSWEEP_H5DUMP " -H " + path_);
  EXPECT_THAT(text, HasSubstr("DATASET \"trials\""));
  EXPECT_THAT(text, HasSubstr("\"waiting\"          0;"));
  EXPECT_THAT(text, HasSubstr("H5T_IEEE_F64LE \"data.snr\";"));
}

TEST_F(OtherReadersTest, TheDocumentsPandasScriptMakesTheSameTable) {
  // All of it, but for a trial that waits, one that failed.
  samples::write_all(path_, study_);
  {
    ResultsFile file(path_, Access::WRITE);
    sweep::TrialRecord failed = samples::record(grid_, {1});
    failed.state = sweep::TrialState::FAILED;
    file.write({1}, failed);
    failed = samples::record(grid_, {4});
    failed.state = sweep::TrialState::RUNNING;
    file.write({4}, failed);
  }
  const std::string script = python_block(read_text(GRIDSWEEP_RESULTS_DOC));
  ASSERT_THAT(script, HasSubstr("results.h5"));
  write_text(folder_ / "table.py", script);
  const std::string theirs = output_of("cd " + (folder_ / "") + " && " GRIDSWEEP_PYTHON " table.py");
  const std::string ours =
      results::table(results::Summary(ResultsFile(path_, Access::READ)), results::TableFormat::CSV);

  std::istringstream our_lines(ours);
  std::istringstream their_lines(theirs);
  std::string our_line;
  std::string their_line;
  std::getline(our_lines, our_line);
  std::getline(their_lines, their_line);
  EXPECT_EQ(their_line, our_line);
  int lines = 0;
  for (; std::getline(our_lines, our_line); ++lines) {
    ASSERT_TRUE(std::getline(their_lines, their_line)) << theirs;
    std::istringstream our_fields(our_line);
    std::istringstream their_fields(their_line);
    std::string our_field;
    std::string their_field;
    for (int field = 0; std::getline(our_fields, our_field, ','); ++field) {
      ASSERT_TRUE(std::getline(their_fields, their_field, ',')) << their_line;
      if (field == 1) {
        EXPECT_EQ(their_field, our_field);  // model.architecture
      } else {
        EXPECT_NEAR(std::stod(their_field), std::stod(our_field), 2e-6) << our_line << "\n" << their_line;
      }
    }
  }
  EXPECT_EQ(lines, 4);
  EXPECT_FALSE(std::getline(their_lines, their_line)) << theirs;
}

}  // namespace
