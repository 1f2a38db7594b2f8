#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "csv_reader.hpp"
#include "results/figures/figure.hpp"
#include "spectra_samples.hpp"
#include "temporary_folder.hpp"

/// A spectra study with a known result, and its figures' numbers.
class SpectraFiguresTest : public testing::Test {
 protected:
  results::ResultsFile file(std::uint32_t without_from = 1000) const {
    std::filesystem::remove(path_);
    results::ResultsFile::create(path_, study_, grid_, spectra_samples::kShape);
    results::ResultsFile writer(path_, results::Access::WRITE);
    for (std::uint32_t i = 0; i < std::min<std::size_t>(without_from, grid_.size()); ++i)
      writer.write({i}, spectra_samples::record(grid_, {i}));
    return {path_, results::Access::READ};
  }
  results::FigureSource source(const results::ResultsFile& results) const {
    return {results, bounds_, grid_};
  }
  /// The lines of a figure's numbers.
  auto numbers(const results::FigureSource& source, const std::string& figure) const {
    results::draw(source, figure, folder_ / (figure + ".svg"), {}, results::Beside::DATA);
    return read_csv(read_text(folder_ / (figure + ".csv")));
  }
  /// Of the trials of a cell.
  template <class Value>
  std::vector<double> trials(const std::map<std::string, std::string>& cell, const Value& value) const {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < grid_.size(); ++i) {
      const sweep::Settings settings = grid_.settings({i});
      if (settings.text("model.architecture") == cell.at("architecture") &&
          settings.number("data.snr") == number(cell.at("snr")) &&
          spectra_samples::reduction_of(settings) == number(cell.at("data_reduction")))
        values.push_back(value(settings, i));
    }
    return values;
  }
  static double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = spectra_samples::study();
  sweep::Grid grid_{study_};
  spectra_samples::Bounds bounds_{grid_};
};

/// Files are long: a failure is not to print them.
inline bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
