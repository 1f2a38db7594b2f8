#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "results/record_arrays.hpp"
#include "results/row_layout.hpp"
#include "results/row_view.hpp"

namespace results {

/// What the checksums say of the rows in `bytes`, which are the rows of /trials from `first` on. Reads what
/// the arrays hold of them. `bytes` is the same afterwards.
std::vector<RowCheck> check_rows(const RowLayout& layout, const RecordArrays& arrays, std::size_t first,
                                 std::span<std::byte> bytes);

}  // namespace results
