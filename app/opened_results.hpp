#pragma once

#include <optional>
#include <string>

#include "app/file_simulator.hpp"
#include "results/figures/figure_source.hpp"

namespace app {

/// A results file, and what sim/ says of its study where that is one of spectra: what answers and figures are
/// made from.
class OpenedResults {
 public:
  /// For reading. Throws sweep::InputError.
  explicit OpenedResults(const std::string& path);
  OpenedResults(const OpenedResults&) = delete;
  OpenedResults& operator=(const OpenedResults&) = delete;

  results::ResultsFile& file() { return file_; }
  const results::FigureSource& source() const { return source_; }
  results::FigureSource& source() { return source_; }

 private:
  results::ResultsFile file_;
  std::optional<FileSimulator> simulator_;
  results::FigureSource source_;
};

}  // namespace app
