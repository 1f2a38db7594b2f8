#include "sweep/share.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <queue>

#include "sweep/input_error.hpp"

namespace sweep {
namespace {

constexpr WorkerSpeed kUsual{.operations_per_second = 5e10};  // decides what a trial's constant part weighs
constexpr std::size_t kMostShares = 1'000'000;

/// What can't be divided: a trial, or a teacher with all that are distilled from it.
struct Unit {
  std::vector<Row> rows;
  std::int64_t microseconds = 0;  // whole numbers: their sums are the same in any order
};

std::vector<Unit> units_of(const Grid& grid, const std::vector<TrialCost>& costs) {
  std::vector<Unit> units(grid.size());  // by the row of the teacher, or of the trial that has none
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    Unit& unit = units[grid[Row{i}].teacher.value_or(Row{i}).value];
    unit.rows.push_back(Row{i});
    unit.microseconds += std::llround(1e6 * costs[i].team_time(kUsual).alone());
  }
  std::erase_if(units, [](const Unit& unit) { return unit.rows.empty(); });
  std::stable_sort(units.begin(), units.end(),
                   [](const Unit& a, const Unit& b) { return a.microseconds > b.microseconds; });
  return units;
}

std::size_t whole_number(const std::string& text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [reached, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && reached == end ? number : 0;
}

}  // namespace

std::vector<std::vector<Row>> parts_of(const Grid& grid, const std::vector<TrialCost>& costs,
                                       std::size_t count) {
  using Load = std::pair<std::int64_t, std::size_t>;  // microseconds, part: of equal ones the first
  std::priority_queue<Load, std::vector<Load>, std::greater<>> lightest;
  for (std::size_t part = 0; part < count; ++part) lightest.emplace(0, part);
  std::vector<std::vector<Row>> parts(count);
  for (const Unit& unit : units_of(grid, costs)) {
    const auto [load, part] = lightest.top();
    lightest.pop();
    lightest.emplace(load + unit.microseconds, part);
    parts[part].insert(parts[part].end(), unit.rows.begin(), unit.rows.end());
  }
  for (std::vector<Row>& part : parts) std::sort(part.begin(), part.end());
  return parts;
}

Share Share::parse(const std::string& text) {
  const std::size_t slash = text.find('/');
  Share share{0, 0};
  if (slash != std::string::npos) {
    share = {whole_number(text.substr(0, slash)), whole_number(text.substr(slash + 1))};
  }
  if (share.number < 1 || share.number > share.of || share.of > kMostShares) {
    throw InputError("--share is '" + text + "': must be K/N, the K-th of N shares, such as 1/4 … 4/4");
  }
  return share;
}

std::vector<Row> Share::rows(const Grid& grid, const std::vector<TrialCost>& costs) const {
  const auto parts = parts_of(grid, costs, of);
  if (!parts[number - 1].empty()) return parts[number - 1];
  const auto shares = std::count_if(parts.begin(), parts.end(), [](const auto& p) { return !p.empty(); });
  throw InputError("--share " + text() + " is empty: this study falls into at most " +
                   std::to_string(shares) + (shares == 1 ? " share" : " shares") +
                   " (a teacher and the trials distilled from it stay together)");
}

void Share::narrow(Grid& grid, std::vector<TrialCost>& costs) const {
  const std::vector<Row> mine = rows(grid, costs);
  std::vector<TrialCost> costs_of_mine;
  for (const Row row : mine) costs_of_mine.push_back(costs[row.value]);
  grid = grid.part(mine);
  costs = std::move(costs_of_mine);
}

}  // namespace sweep
