#pragma once

#include <cstddef>
#include <vector>

namespace results {

/// Rows and columns of a table with gaps that leave none: places, rising.
struct CompleteBlock {
  /// The block with most values; of equal ones that with most columns. `has`: [row][column], whether a value
  /// is there. Sets of columns that some rows have in common are tried, all of them, or the first thousand or
  /// so where columns are many and gaps without order: then a larger block may be missed.
  static CompleteBlock largest(const std::vector<std::vector<bool>>& has);

  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
};

}  // namespace results
