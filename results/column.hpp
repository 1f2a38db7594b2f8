#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sweep/grid.hpp"

namespace results {

enum class ColumnKind { NUMBER, TEXT };

/// A factor as a field of /trials.
struct Column {
  std::string key;
  ColumnKind kind = ColumnKind::NUMBER;
  std::size_t size = 8;  // bytes
  bool operator==(const Column&) const = default;
};

/// Float64 where all levels of a factor are numbers, else text as wide as the widest level.
inline std::vector<Column> columns_of(const sweep::Grid& grid) {
  std::vector<Column> columns;
  for (const sweep::Factor& factor : grid.columns()) {
    Column column{factor.key, ColumnKind::NUMBER, 8};
    std::size_t widest = 1;
    for (const sweep::Level& level : factor.levels) {
      if (!level.is_number()) column.kind = ColumnKind::TEXT;
      widest = std::max(widest, level.text().size());
    }
    if (column.kind == ColumnKind::TEXT) column.size = (widest + 7) / 8 * 8;
    columns.push_back(std::move(column));
  }
  return columns;
}

}  // namespace results
