#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "results/results_file.hpp"

namespace results {

/// Some of a file's factors with their levels in a row: "data.limit_percent 20, training.epochs 4". Empty
/// where there are none.
class LevelsOfRow {
 public:
  LevelsOfRow(const ResultsFile& file, const std::function<bool(const std::string& key)>& wanted);

  std::string of(const RowView& row) const;

 private:
  const ResultsFile* file_;
  std::vector<std::size_t> columns_;
};

/// Factors that say what a full cube is: the same data.sampling keeps other data of another one.
bool is_of_cube(const std::string& key);

}  // namespace results
