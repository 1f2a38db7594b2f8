#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sweep/stable_hash.hpp"
#include "sweep/study.hpp"

namespace sweep {

/// The hash of settings as lines "name=level", for every combination of the columns of a grid: what does not
/// vary is read once, however many combinations there are.
class CombinationHash {
 public:
  /// Of `beginning` and a line for each of `names`, in this order, at the level that `base` has, unless it is
  /// one of `columns` and not `held` at base's level.
  CombinationHash(const std::string& beginning, const std::vector<std::string_view>& names,
                  const Settings& base, const std::vector<Factor>& columns,
                  const std::set<std::string_view>& held = {});

  /// `levels`: one place for each of the same `columns`, which may have gained columns and levels.
  std::uint64_t of(std::span<const std::uint32_t> levels, const std::vector<Factor>& columns) const;

 private:
  struct Piece {
    TextRun before;
    std::size_t column;
  };
  std::vector<Piece> pieces_;
  TextRun end_{""};
};

}  // namespace sweep
