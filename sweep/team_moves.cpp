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

std::span<const Row> TeamMoves::change(std::vector<PlannedTrial>& trials) {
  const std::span<const Row> kind = kinds_[kind_(random_)];
  changed_ = kind;
  if (uniform() >= kWholeKinds) {
    const std::size_t n = 1 + below(1 + below(kind.size()));  // rather few than many
    changed_ = kind.subspan(below(kind.size() - n + 1), n);
  }
  const auto team_of = [&](Row row) { return trials[row.value].team_size; };
  const int now = team_of(changed_.front());
  int team = 1;
  if (uniform() < kLikeAnother) {
    team = team_of(kind[below(kind.size())]);
  } else {
    const int by = 1 + static_cast<int>(below(1 + below(static_cast<std::size_t>(std::max(2, now)))));
    team = std::max(1, uniform() < 0.5 ? now - by : now + by);
  }
  before_.clear();
  bool differs = false;
  for (const Row row : changed_) {
    PlannedTrial& trial = trials[row.value];
    before_.push_back(std::exchange(trial.team_size, std::min(team, trial.time.fastest(workers_))));
    differs = differs || trial.team_size != before_.back();
  }
  if (!differs) changed_ = {};
  return changed_;
}

void TeamMoves::undo(std::vector<PlannedTrial>& trials) const {
  for (std::size_t i = 0; i < changed_.size(); ++i) trials[changed_[i].value].team_size = before_[i];
}

}  // namespace sweep
