#include "results/figures/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

#include "results/figures/schedule_lanes.hpp"

namespace results {
namespace {

constexpr double kCut = 0.02;      // of all runs, between two of them…
constexpr double kMostCut = 0.15;  // … and of all gaps together

/// A trial that ended, as its record says.
struct Ended {
  std::uint32_t incarnation = 0;
  double start = 0;
  double seconds = 0;
  int rank = 0;
  std::uint32_t team_size = 1;
  std::size_t architecture = 0;
  sweep::TrialId trial;
  bool failed = false;
  bool went_on = false;
};

std::vector<Ended> ended_trials(const ResultsFile& file, std::vector<std::string>& architectures) {
  std::optional<std::size_t> column;
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    if (file.columns()[i].key == "model.architecture") column = i;
  }
  const std::string everywhere = file.header().setting("model.architecture").value_or("trials");
  std::vector<Ended> trials;
  file.each([&](const RowView& row) {
    const std::string name = column ? row.text(*column) : everywhere;
    const auto at = std::find(architectures.begin(), architectures.end(), name);
    const auto place = static_cast<std::size_t>(at - architectures.begin());
    if (at == architectures.end()) architectures.push_back(name);
    const double seconds = row.metric(sweep::Metric::WALL_SECONDS);
    const bool ran = row.state() == sweep::TrialState::COMPLETE || row.state() == sweep::TrialState::FAILED;
    if (!ran || !(seconds >= 0) || !(row.start_time() > 0)) return;
    const sweep::TrialRecord record = row.record();
    trials.push_back({record.incarnation, record.start_time, seconds, record.first_rank.value,
                      std::max(1U, record.team_size), place, record.id,
                      row.state() == sweep::TrialState::FAILED, false});
  });
  std::sort(trials.begin(), trials.end(), [](const Ended& a, const Ended& b) {
    return std::pair(a.incarnation, a.start) < std::pair(b.incarnation, b.start);
  });
  return trials;
}

/// The runs, one after the other; turns the trials' starts into places on the axis. A trial that began before
/// an earlier run ended was kept and gone on with: all that is known is that it ended in this run.
std::vector<Schedule::Run> make_axis(std::vector<Ended>& trials) {
  std::vector<Schedule::Run> runs;
  double last_end = -std::numeric_limits<double>::infinity();
  for (auto first = trials.begin(); first != trials.end();) {
    const auto end = std::find_if(first, trials.end(),
                                  [&](const Ended& t) { return t.incarnation != first->incarnation; });
    Schedule::Run run{first->incarnation, 0, 0, std::numeric_limits<double>::infinity(), 0};
    double run_end = -std::numeric_limits<double>::infinity();
    for (auto trial = first; trial != end; ++trial) {
      trial->went_on = trial->start < last_end - ScheduleLanes::kClockSeconds;
      if (trial->went_on) continue;
      run.start_time = std::min(run.start_time, trial->start);
      run_end = std::max(run_end, trial->start + trial->seconds);
    }
    const bool known = std::isfinite(run_end);
    if (!known) {  // nothing but trials gone on with: as if it had followed at once
      run.start_time = last_end;
      for (auto trial = first; trial != end; ++trial) run_end = std::max(run_end, last_end + trial->seconds);
    }
    for (auto trial = first; trial != end; ++trial) {
      if (trial->went_on) {
        trial->start = run.start_time;
        trial->seconds = std::min(trial->seconds, run_end - run.start_time);
      }
    }
    run.seconds_between = runs.empty() ? 0 : run.start_time - last_end;
    run.end = run_end - run.start_time;  // its length, for now
    last_end = std::max(last_end, run_end);
    runs.push_back(run);
    first = end;
  }
  double all = 0;
  for (const Schedule::Run& run : runs) all += run.end;
  const double gaps = static_cast<double>(std::max<std::size_t>(runs.size(), 2) - 1);
  const double cut = all * std::min(kCut, kMostCut / gaps);
  double at = 0;
  for (Schedule::Run& run : runs) {
    run.begin = at;
    run.end += at;
    at = run.end + cut;
  }
  for (Ended& trial : trials) {
    const auto run = std::find_if(runs.begin(), runs.end(),
                                  [&](const auto& r) { return r.incarnation == trial.incarnation; });
    trial.start += run->begin - run->start_time;
  }
  return runs;
}

/// A trial that was gone on with ended before its rank began another.
void cut_what_went_on(std::vector<Ended>& trials) {
  std::map<std::pair<std::uint32_t, int>, double> next_start;
  for (auto trial = trials.rbegin(); trial != trials.rend(); ++trial) {
    const auto key = std::pair(trial->incarnation, trial->rank);
    const auto next = next_start.find(key);
    if (trial->went_on) {
      if (next != next_start.end()) trial->seconds = std::min(trial->seconds, next->second - trial->start);
    } else {
      next_start[key] = trial->start;
    }
  }
}

}  // namespace

Schedule Schedule::of(const FigureSource& source) {
  Schedule schedule;
  std::vector<Ended> trials = ended_trials(source.file(), schedule.architectures);
  schedule.runs = make_axis(trials);
  std::stable_sort(trials.begin(), trials.end(),
                   [](const Ended& a, const Ended& b) { return a.start < b.start; });
  cut_what_went_on(trials);

  ScheduleLanes lanes;
  std::unordered_map<sweep::TrialId, std::size_t> bar_of;
  std::size_t run = 0;
  for (const Ended& trial : trials) {
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
