#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sweep/grid.hpp"
#include "sweep/trial_cost.hpp"

namespace sweep {

/// The rows of the parts into which a grid falls for `count` runs that know nothing of each other: every row
/// once, each part's in the grid's order, a distilled trial in the part of its teacher (or the teacher would
/// be trained twice). Balanced by `costs` (by row): the longest first, always onto the part that has least.
/// The same on every machine, as nothing is measured. Parts are empty where there are more of them than
/// trials that can be told apart.
std::vector<std::vector<Row>> parts_of(const Grid& grid, const std::vector<TrialCost>& costs,
                                       std::size_t count);

/// Which of the parts of a grid a run is about: "2/5".
struct Share {
  std::size_t number = 1;  // 1 … of
  std::size_t of = 1;

  /// Throws InputError.
  static Share parse(const std::string& text);
  std::string text() const { return std::to_string(number) + "/" + std::to_string(of); }
  /// Throws InputError when there is nothing in it.
  std::vector<Row> rows(const Grid& grid, const std::vector<TrialCost>& costs) const;
  /// Leaves only this share of a study's `grid` and its `costs`. Throws InputError when there is nothing in
  /// it.
  void narrow(Grid& grid, std::vector<TrialCost>& costs) const;
};

}  // namespace sweep
