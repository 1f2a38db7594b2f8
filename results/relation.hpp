#pragma once

#include <cstddef>

namespace results {

/// How a results file relates to a grid that someone wants to run into it.
struct Relation {
  enum class Kind {
    SAME,          // the same trials in the same rows: go on
    CHANGED,       // some trials in common, or the same ones in another layout: ResultsFile::grow
    UNRELATED,     // no trial in common: another study's file
    OTHER_SAMPLES  // it has records of samples of other names (another plate's wells): none of them can be
                   // kept
  };
  Kind kind = Kind::SAME;
  std::size_t kept = 0;     // trials of the file that the grid still wants
  std::size_t added = 0;    // trials of the grid that are not in the file
  std::size_t dropped = 0;  // trials of the file that the grid no longer wants
};

}  // namespace results
