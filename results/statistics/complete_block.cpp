#include "results/statistics/complete_block.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace results {
namespace {

using Columns = std::vector<bool>;

constexpr std::size_t kMostSets = 1024;  // 10 columns have no more

std::size_t size_of(const Columns& columns) {
  return static_cast<std::size_t>(std::count(columns.begin(), columns.end(), true));
}

Columns common(Columns a, const Columns& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = a[i] && b[i];
  return a;
}

/// What rows have, and whatever some of them have in common: the best block's columns are among these.
std::set<Columns> common_sets(const std::map<Columns, std::size_t>& rows) {
  std::set<Columns> sets;
  for (const auto& [columns, count] : rows) {
    std::vector<Columns> more = {columns};
    for (const Columns& known : sets) more.push_back(common(known, columns));
    sets.insert(more.begin(), more.end());
    if (sets.size() > kMostSets) break;
  }
  return sets;
}

}  // namespace

CompleteBlock CompleteBlock::largest(const std::vector<std::vector<bool>>& has) {
  std::map<Columns, std::size_t> rows;  // how many are alike
  for (const Columns& row : has) ++rows[row];
  Columns best;
  std::size_t most = 0;
  const std::set<Columns> sets = common_sets(rows);
  for (auto set = sets.rbegin(); set != sets.rend(); ++set) {  // of equal blocks that of the first columns
    const Columns& columns = *set;
    std::size_t values = 0;
    for (const auto& [row, count] : rows) {
      if (common(row, columns) == columns) values += count * size_of(columns);
    }
    if (values == 0 || values < most || (values == most && size_of(columns) <= size_of(best))) continue;
    best = columns;
    most = values;
  }
  CompleteBlock block;
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (best[i]) block.columns.push_back(i);
  }
  for (std::size_t i = 0; i < has.size() && most > 0; ++i) {
    if (common(has[i], best) == best) block.rows.push_back(i);
  }
  return block;
}

}  // namespace results
