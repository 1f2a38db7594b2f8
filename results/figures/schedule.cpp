#include "results/figures/schedule.hpp"

#include <algorithm>
#include <unordered_map>

#include "results/figures/schedule_axis.hpp"
#include "results/figures/schedule_lanes.hpp"

namespace results {
Schedule Schedule::of(const FigureSource& source) {
  Schedule schedule;
  std::vector<EndedTrial> trials = ended_trials(source.file(), schedule.architectures);
  schedule.runs = put_on_axis(trials);

  ScheduleLanes lanes;
  std::unordered_map<sweep::TrialId, std::size_t> bar_of;
  std::size_t run = 0;
  for (const EndedTrial& trial : trials) {
    while (schedule.runs[run].incarnation != trial.incarnation) ++run;
    double end = trial.start + trial.seconds;
    const std::size_t lane = lanes.place(trial.rank, trial.start, end);
    bar_of[trial.trial] = schedule.bars.size();
    schedule.bars.push_back({lane, trial.start, end, trial.architecture, trial.trial, run, trial.team_size,
                             true, trial.failed, trial.went_on});
  }
  const std::size_t alone = schedule.bars.size();
  for (std::size_t i = 0; i < alone; ++i) {
    Bar bar = schedule.bars[i];
    if (bar.team_size < 2) continue;
    bar.first_of_team = false;
    for (const std::size_t lane :
         lanes.idle(bar.team_size - 1, lanes.lanes()[bar.lane].rank, bar.begin, bar.end)) {
      bar.lane = lane;
      schedule.bars.push_back(bar);
    }
  }
  for (std::size_t i = 0; i < alone; ++i) {
    const Bar& bar = schedule.bars[i];
    const std::optional<sweep::TrialId> teacher = source.teacher_of(bar.trial);
    if (!teacher || !bar_of.contains(*teacher)) continue;
    const Bar& taught = schedule.bars[bar_of[*teacher]];
    if (taught.run != bar.run) continue;
    const double idle_from = lanes.end_before(bar.lane, bar.begin).value_or(schedule.runs[bar.run].begin);
    const double from = std::max(idle_from, schedule.runs[bar.run].begin);
    const double until = std::min(taught.end, bar.begin);
    const bool waited_for = until - from > ScheduleLanes::kClockSeconds;
    schedule.links.push_back({taught.lane, taught.end, bar.lane, bar.begin, waited_for});
    if (waited_for) schedule.waits.push_back({bar.lane, from, until});
  }

  const std::vector<std::size_t> places = lanes.order();
  schedule.lanes.resize(lanes.lanes().size());
  for (std::size_t lane = 0; lane < places.size(); ++lane) schedule.lanes[places[lane]] = lanes.lanes()[lane];
  for (Bar& bar : schedule.bars) bar.lane = places[bar.lane];
  for (Wait& wait : schedule.waits) wait.lane = places[wait.lane];
  for (Link& link : schedule.links) {
    link.from_lane = places[link.from_lane];
    link.to_lane = places[link.to_lane];
  }
  return schedule;
}

double Schedule::seconds() const {
  double all = 0;
  for (const Run& run : runs) all += run.end - run.begin;
  return all;
}

std::vector<std::pair<int, double>> Schedule::busy_by_rank() const {
  std::vector<std::pair<int, double>> shares;
  for (const Lane& lane : lanes) {
    if (shares.empty() || shares.back().first != lane.rank) shares.emplace_back(lane.rank, 0);
    shares.back().second += lane.busy / seconds();
  }
  for (auto& [rank, share] : shares) share = std::min(share, 1.0);
  return shares;
}

}  // namespace results
