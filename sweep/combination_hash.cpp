#include "sweep/combination_hash.hpp"

#include <algorithm>

namespace sweep {

CombinationHash::CombinationHash(const std::string& beginning, const std::vector<std::string_view>& names,
                                 const Settings& base, const std::vector<Factor>& columns,
                                 const std::set<std::string_view>& held) {
  std::string run = beginning;
  for (const std::string_view name : names) {
    run += std::string(name) + '=';
    const auto column = std::find_if(columns.begin(), columns.end(),
                                     [&](const Factor& factor) { return factor.key == name; });
    if (column == columns.end() || held.contains(name)) {
      run += base[name].text();
    } else {
      pieces_.push_back({TextRun(run), static_cast<std::size_t>(column - columns.begin())});
      run.clear();
    }
    run += '\n';
  }
  end_ = TextRun(run);
}

std::uint64_t CombinationHash::of(std::span<const std::uint32_t> levels,
                                  const std::vector<Factor>& columns) const {
  StableHash hash;
  for (const Piece& piece : pieces_) {
    piece.before.add_to(hash);
    hash.add(columns[piece.column].levels[levels[piece.column]].text());
  }
  end_.add_to(hash);
  return hash.value();
}

}  // namespace sweep
