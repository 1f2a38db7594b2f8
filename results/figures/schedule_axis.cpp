#include "results/figures/schedule_axis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "results/figures/schedule_lanes.hpp"

namespace results {
namespace {

constexpr int kMostRanks = 100000;  // more is damage

std::uint32_t team_of(const sweep::TrialRecord& record) {
  return record.team_size > kMostRanks ? 1 : std::max(1U, record.team_size);
}

constexpr double kCut = 0.02;      // of all runs, between two of them…
constexpr double kMostCut = 0.15;  // … and of all gaps together

/// A trial that was gone on with ended before its rank began another.
void cut_what_went_on(std::vector<EndedTrial>& trials) {
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

bool has_ended(const RowView& row) {
  const bool ran = row.state() == sweep::TrialState::COMPLETE || row.state() == sweep::TrialState::FAILED;
  constexpr double kMostSeconds = 1e11;  // more is damage
  const double seconds = row.metric(sweep::Metric::WALL_SECONDS);
  return ran && seconds > 0 && seconds < kMostSeconds && row.start_time() > 0 &&
         row.start_time() < kMostSeconds;
}

std::vector<EndedTrial> ended_trials(const ResultsFile& file, std::vector<std::string>& architectures) {
  std::optional<std::size_t> column;
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    if (file.columns()[i].key == "model.architecture") column = i;
  }
  const std::string everywhere = file.header().setting("model.architecture").value_or("trials");
  std::vector<EndedTrial> trials;
  file.each([&](const RowView& row) {
    const std::string name = column ? row.text(*column) : everywhere;
    const auto at = std::find(architectures.begin(), architectures.end(), name);
    const auto place = static_cast<std::size_t>(at - architectures.begin());
    if (at == architectures.end()) architectures.push_back(name);
    if (!has_ended(row)) return;
    const sweep::TrialRecord record = row.record();
    trials.push_back({record.incarnation, record.start_time, record.metrics[sweep::Metric::WALL_SECONDS],
                      std::clamp(record.first_rank.value, 0, kMostRanks), team_of(record), place, record.id,
                      row.state() == sweep::TrialState::FAILED, false});
  });
  std::sort(trials.begin(), trials.end(), [](const EndedTrial& a, const EndedTrial& b) {
    return std::pair(a.incarnation, a.start) < std::pair(b.incarnation, b.start);
  });
  return trials;
}

std::vector<Schedule::Run> put_on_axis(std::vector<EndedTrial>& trials) {
  std::vector<Schedule::Run> runs;
  double last_end = -std::numeric_limits<double>::infinity();
  for (auto first = trials.begin(); first != trials.end();) {
    const auto end = std::find_if(first, trials.end(),
                                  [&](const EndedTrial& t) { return t.incarnation != first->incarnation; });
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
  for (EndedTrial& trial : trials) {
    const auto run = std::find_if(runs.begin(), runs.end(),
                                  [&](const auto& r) { return r.incarnation == trial.incarnation; });
    trial.start += run->begin - run->start_time;
  }
  std::stable_sort(trials.begin(), trials.end(),
                   [](const EndedTrial& a, const EndedTrial& b) { return a.start < b.start; });
  cut_what_went_on(trials);
  return runs;
}

}  // namespace results
