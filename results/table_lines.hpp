#pragma once

#include <string>
#include <vector>

#include "results/summary.hpp"

namespace results {

/// What a table for people says, whatever it is written in: numbers are rounded, shares are in percent.
struct TableLines {
  using Line = std::vector<std::string>;  // a field per column
  enum class Align { LEFT, RIGHT };

  static TableLines of(const Summary& summary);

  std::vector<Line> lines;  // the first is the head
  std::vector<Align> alignment;
  std::vector<std::string> notes;  // sentences to stand below
};

}  // namespace results
