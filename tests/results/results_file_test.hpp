#pragma once

#include <gtest/gtest.h>

#include <string>

#include "results/results_file.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

/// A study of the samples and where its results file would be.
class ResultsFileTest : public testing::Test {
 protected:
  void create() const { results::ResultsFile::create(path_, study_, grid_, samples::kShape); }
  /// The message of the InputError that opening `path` for reading throws.
  static std::string refusal(const std::string& path) {
    try {
      const results::ResultsFile file(path, results::Access::READ);
    } catch (const sweep::InputError& error) {
      return error.what();
    }
    return "(none)";
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = samples::study();
  sweep::Grid grid_{study_};
};
