#pragma once

#include <string>
#include <vector>

#include "results/results_file.hpp"

namespace results {

/// Those of `keys` that are columns of the file: factors.
inline std::vector<std::string> varying_keys(const ResultsFile& file, const std::vector<std::string>& keys) {
  std::vector<std::string> varying;
  for (const std::string& key : keys) {
    for (const Column& column : file.columns()) {
      if (column.key == key) varying.push_back(key);
    }
  }
  return varying;
}

}  // namespace results
