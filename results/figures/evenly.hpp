#pragma once

#include <cstddef>
#include <vector>

namespace results {

/// Places of so many of `count` things, evenly taken, the first and the last among them; all, where there are
/// no more than `most`.
std::vector<std::size_t> evenly(std::size_t count, std::size_t most);

}  // namespace results
