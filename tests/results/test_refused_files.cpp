// Files that are none of ours, and files that can't be made.
#include "results/results_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/h5/attributes.hpp"
#include "results_file_test.hpp"

namespace {

using results::ResultsFile;
using sweep::InputError;
using testing::HasSubstr;
using testing::Not;

TEST_F(ResultsFileTest, WhatIsNoResultsFileIsRefusedInOneLine) {
  EXPECT_THAT(refusal(path_), HasSubstr("No such file"));
  write_text(path_, "state: waiting\n");
  EXPECT_THAT(refusal(path_), HasSubstr("it is not HDF5"));
  write_text(path_, "");
  EXPECT_THAT(refusal(path_), HasSubstr("it is not HDF5"));
  std::filesystem::remove(path_);
  create();
  const std::string whole = read_text(path_);
  for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{600}, std::size_t{96}}) {
    write_text(path_, whole.substr(0, size));
    testing::internal::CaptureStderr();
    const std::string message = refusal(path_);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << size;
    EXPECT_THAT(message,
                HasSubstr(path_ + ": its structure was changed or damaged after gridsweep made it (it "))
        << size;
    EXPECT_THAT(message, Not(HasSubstr("\n"))) << size;
  }
}

TEST_F(ResultsFileTest, AnotherHdf5FileIsRefused) {
  {
    h5::File file = h5::File::create(path_);
    h5::write_attribute(file, "format", "gridsweep");
    h5::write_attribute(file, "schema", std::uint64_t{2});
    file.close();
  }
  EXPECT_THAT(refusal(path_), HasSubstr("it is HDF5, but gridsweep did not make it"));
  std::filesystem::remove(path_);
  create();
  std::string later = read_text(path_);
  later.replace(later.find("schema 2"), 8, "schema 9");
  write_text(path_, later);
  EXPECT_THAT(refusal(path_), HasSubstr("its schema is 9, and this program reads schema 2"));
}

TEST_F(ResultsFileTest, AFileThatCannotBeMadeIsTheUsersMistake) {
  const auto refused = [&](const std::string& path) -> std::string {
    try {
      ResultsFile::create(path, study_, grid_, samples::kShape);
    } catch (const InputError& error) {
      return error.what();
    }
    return "(none)";
  };
  EXPECT_THAT(refused(folder_ / "nowhere/results.h5"), HasSubstr("No such file or directory"));
  write_text(folder_ / "file", "");
  EXPECT_THAT(refused(folder_ / "file/results.h5"), HasSubstr("Not a directory"));
  create();
  const std::string before = read_text(path_);
  EXPECT_THAT(refused(path_), HasSubstr("there is a file of this name"));
  EXPECT_EQ(read_text(path_), before);
}

TEST_F(ResultsFileTest, TooLargeAFileLeavesNothingBehind) {
  // 12 trials x 1e13 epochs x 24 bytes: beyond any disk.
  try {
    ResultsFile::create(path_, study_, grid_, {std::size_t{10'000'000'000'000}, 0, 2});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("it takes 2682209.0 GiB and its disk has room for "));
  }
  EXPECT_TRUE(std::filesystem::is_empty(std::filesystem::path(path_).parent_path()));
}

}  // namespace
