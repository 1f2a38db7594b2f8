#pragma once

#include <cstddef>
#include <map>
#include <vector>

namespace results {

/// The places of levels in a list that grows: a level that is new is put at its end.
template <class Level>
class Places {
 public:
  std::size_t of(const Level& level) {
    const auto [at, is_new] = places_.try_emplace(level, levels_.size());
    if (is_new) levels_.push_back(level);
    return at->second;
  }
  /// In the order in which they came.
  const std::vector<Level>& levels() const { return levels_; }

 private:
  std::map<Level, std::size_t> places_;
  std::vector<Level> levels_;
};

}  // namespace results
