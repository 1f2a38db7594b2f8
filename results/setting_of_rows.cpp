#include "results/setting_of_rows.hpp"

namespace results {

SettingOfRows::SettingOfRows(const ResultsFile& file, const std::string& key)
    : constant_(printable(file.header().setting(key).value_or(""))) {
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    if (file.columns()[i].key == key) column_ = i;
  }
}

}  // namespace results
