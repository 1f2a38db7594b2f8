#pragma once

#include <string>
#include <vector>

#include "results/table_lines.hpp"

namespace results {

/// A question that a study answers, with its answer: what `gridsweep answer` prints, and the same on the page
/// of `gridsweep report`.
struct Section {
  std::string question;
  std::vector<std::string> sentences = {};  // the answer first; plain text
  std::vector<TableLines> tables = {};
  // The same at length: folded on the page, printed with --all.
  std::vector<std::string> more_sentences = {};
  std::vector<TableLines> more_tables = {};
  std::vector<std::string> figures = {};   // names for `gridsweep plot`: on the page only
  std::vector<std::string> commands = {};  // that print these numbers, FILE standing for the results file
};

}  // namespace results
