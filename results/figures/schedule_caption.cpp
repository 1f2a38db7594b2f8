#include "results/figures/schedule_caption.hpp"

#include <algorithm>
#include <cmath>

#include "results/formatted.hpp"

namespace results {
namespace {

constexpr std::size_t kMostNamed = 12;

std::string share_of(const std::pair<int, double>& rank) {
  return "rank " + std::to_string(rank.first) + formatted(" %.0f %%", 100 * rank.second);
}

/// " (27.8 h, 5.0 min)", of few runs.
std::string cut_text(const Schedule& schedule) {
  if (schedule.runs.size() > kMostNamed) return "";
  std::string text;
  for (std::size_t i = 1; i < schedule.runs.size(); ++i)
    text += (i == 1 ? " (" : ", ") + duration_text(schedule.runs[i].seconds_between);
  return text + ")";
}

std::string busy_text(const Schedule& schedule) {
  auto shares = schedule.busy_by_rank();
  std::string text;
  if (shares.size() <= kMostNamed) {
    for (const auto& rank : shares) text += (text.empty() ? "" : ", ") + share_of(rank);
    return text;
  }
  std::sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return "median of " + std::to_string(shares.size()) + " ranks " +
         formatted("%.0f %%", 100 * shares[shares.size() / 2].second) + ", least " +
         share_of(shares.front()) + ", most " + share_of(shares.back());
}

}  // namespace

std::string duration_text(double seconds) {
  if (seconds < 90) return formatted("%.0f s", seconds);
  if (seconds < 5400) return formatted(seconds < 600 ? "%.1f min" : "%.0f min", seconds / 60);
  if (seconds < 36 * 3600) return formatted("%.1f h", seconds / 3600);
  return formatted("%.1f d", seconds / 86400);
}

std::string schedule_caption(const Schedule& schedule, const ScheduleBars& bars, bool links) {
  std::size_t trials = 0;
  std::size_t went_on = 0;
  std::size_t failed = 0;
  bool teams = false;
  bool beside = false;
  for (const Schedule::Bar& bar : schedule.bars) {
    teams = teams || bar.team_size > 1;
    if (!bar.first_of_team) continue;
    ++trials;
    went_on += bar.went_on ? 1U : 0U;
    failed += bar.failed ? 1U : 0U;
  }
  for (const Schedule::Lane& lane : schedule.lanes) beside = beside || lane.beside > 0;
  const std::size_t runs = schedule.runs.size();
  std::string text = "Which rank trained what when: " + std::to_string(trials) +
                     (trials == 1 ? " trial" : " trials") + " that ended, in " + std::to_string(runs) +
                     (runs == 1 ? " run of " : " runs of together ") + duration_text(schedule.seconds()) +
                     ". Busy: " + busy_text(schedule) + ".";
  if (runs > 1) text += " Time between runs is cut out" + cut_text(schedule) + ".";
  if (!schedule.waits.empty()) text += " Hatched: idle until a teacher had ended, then its student.";
  if (links)
    text += " Arrows: from a teacher to what is distilled from it (of many, those that were waited for).";
  if (failed > 0) text += " " + std::to_string(failed) + " failed (crossed).";
  if (went_on > 0) {
    text += " " + std::to_string(went_on) + (went_on == 1 ? " trial" : " trials") +
            " went on from a checkpoint of an earlier run: only the last part is shown, about.";
  }
  if (teams)
    text +=
        " Of a team only the first rank is recorded: its other lines are taken from ranks that were idle "
        "then.";
  if (beside)
    text += " A rank with several lines (b, c …) did several things at a time: files that were merged.";
  if (bars.thinned) {
    text += " Thinned: a bar stands for many trials, in steps of " + duration_text(bars.bin) +
            ", by what took most of the time.";
  }
  if (bars.lanes.size() < schedule.lanes.size()) {
    text += " Shown are " + std::to_string(bars.lanes.size()) + " of " +
            std::to_string(schedule.lanes.size()) + " lines.";
  }
  return text;
}

}  // namespace results
