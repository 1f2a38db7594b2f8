#include "results/answers/levels_of_row.hpp"

namespace results {

LevelsOfRow::LevelsOfRow(const ResultsFile& file, const std::function<bool(const std::string& key)>& wanted)
    : file_(&file) {
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    if (wanted(file.columns()[i].key)) columns_.push_back(i);
  }
}

std::string LevelsOfRow::of(const RowView& row) const {
  std::string text;
  for (const std::size_t column : columns_)
    text += (text.empty() ? "" : ", ") + file_->columns()[column].key + " " + row.text(column);
  return text;
}

bool is_of_cube(const std::string& key) { return key.starts_with("cube.") || key == "data.source"; }

}  // namespace results
