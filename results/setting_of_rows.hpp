#pragma once

#include <optional>
#include <string>

#include "results/results_file.hpp"

namespace results {

/// A setting's level in any row, whether it varies in the study or not.
class SettingOfRows {
 public:
  SettingOfRows(const ResultsFile& file, const std::string& key);

  bool varies() const { return column_.has_value(); }
  /// As text; empty for a setting that the file does not know.
  std::string of(const RowView& row) const { return column_ ? row.text(*column_) : constant_; }

 private:
  std::optional<std::size_t> column_;
  std::string constant_;
};

}  // namespace results
