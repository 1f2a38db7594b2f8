#include "sweep/team_moves.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace sweep {
namespace {

constexpr double kAlike = 0.9;        // the shortest of a kind, in terms of its longest
constexpr double kWholeKinds = 0.2;   // of all moves
constexpr double kLikeAnother = 0.3;  // likewise: to the team of another of the kind

std::vector<std::vector<Row>> kinds_of(const std::vector<PlannedTrial>& trials) {
  std::vector<bool> teaches(trials.size(), false);
  for (const PlannedTrial& trial : trials) {
    if (trial.teacher) teaches[trial.teacher->value] = true;
  }
  std::map<std::pair<bool, bool>, std::vector<Row>> parts;  // has students, has a teacher
  for (std::uint32_t i = 0; i < trials.size(); ++i) {
    if (!trials[i].done) parts[{teaches[i], trials[i].teacher.has_value()}].push_back(Row{i});
  }
  const auto seconds = [&](Row row) { return trials[row.value].seconds(); };
  std::vector<std::vector<Row>> kinds;
  for (auto& [part, rows] : parts) {
    std::stable_sort(rows.begin(), rows.end(), [&](Row a, Row b) { return seconds(a) > seconds(b); });
    for (auto begin = rows.begin(); begin != rows.end();) {
      const auto end =
          std::find_if(begin, rows.end(), [&](Row row) { return seconds(row) < kAlike * seconds(*begin); });
      kinds.emplace_back(begin, end);
      begin = end;
    }
  }
  return kinds;
}

std::discrete_distribution<std::size_t> by_work(const std::vector<std::vector<Row>>& kinds,
                                                const std::vector<PlannedTrial>& trials) {
  std::vector<double> work_seconds;
  for (const std::vector<Row>& kind : kinds) {
    work_seconds.push_back(0);
    for (const Row row : kind) work_seconds.back() += trials[row.value].seconds();
  }
  return {work_seconds.begin(), work_seconds.end()};
}

}  // namespace

TeamMoves::TeamMoves(const std::vector<PlannedTrial>& trials, int workers, std::uint64_t seed)
    : workers_(workers), random_(seed), kinds_(kinds_of(trials)), kind_(by_work(kinds_, trials)) {}

std::size_t TeamMoves::below(std::size_t n) {
  return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
}

TeamMoves::Move TeamMoves::propose(const std::vector<PlannedTrial>& trials) {
  const std::span<const Row> kind = kinds_[kind_(random_)];
  std::span<const Row> rows = kind;
  if (uniform() >= kWholeKinds) {
    const std::size_t n = 1 + below(1 + below(kind.size()));  // rather few than many
    rows = kind.subspan(below(kind.size() - n + 1), n);
  }
  const int now = trials[rows.front().value].team_size;
  const int fastest = trials[rows.front().value].time.fastest(workers_);
  if (uniform() < kLikeAnother)
    return {rows, std::min(trials[kind[below(kind.size())].value].team_size, fastest)};
  const int change = 1 + static_cast<int>(below(1 + below(static_cast<std::size_t>(std::max(2, now)))));
  return {rows, std::clamp(uniform() < 0.5 ? now - change : now + change, 1, fastest)};
}

}  // namespace sweep
