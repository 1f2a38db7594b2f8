#include "results/figures/schedule_bars.hpp"

#include <algorithm>
#include <map>

#include "results/csv_lines.hpp"

namespace results {
namespace {

using Bar = Schedule::Bar;

/// The bars of one line, in bins: neighbours of the same architecture are one bar.
void add_bins(std::vector<Bar>& shown, const std::vector<const Bar*>& bars, double bin, std::size_t bins) {
  std::vector<std::map<std::size_t, double>> time(bins);  // by architecture
  for (const Bar* bar : bars) {
    const auto first = static_cast<std::size_t>(bar->begin / bin);
    for (std::size_t i = first; i < bins && static_cast<double>(i) * bin < bar->end; ++i) {
      const double from = std::max(bar->begin, static_cast<double>(i) * bin);
      time[i][bar->architecture] += std::min(bar->end, static_cast<double>(i + 1) * bin) - from;
    }
  }
  bool open = false;
  for (std::size_t i = 0; i < bins; ++i) {
    double busy = 0;
    std::size_t most = 0;
    for (const auto& [architecture, seconds] : time[i]) {
      busy += seconds;
      if (time[i].find(most) == time[i].end() || seconds > time[i][most]) most = architecture;
    }
    if (busy < bin / 2) {
      open = false;
      continue;
    }
    const double end = static_cast<double>(i + 1) * bin;
    if (open && shown.back().architecture == most) {
      shown.back().end = end;
      continue;
    }
    const auto after = std::upper_bound(bars.begin(), bars.end(), end,
                                        [](double at, const Bar* b) { return at < b->begin; });
    Bar bar = **(after - 1);  // of this run

    bar.begin = static_cast<double>(i) * bin;
    bar.end = end;
    bar.architecture = most;
    bar.failed = false;
    bar.went_on = false;
    shown.push_back(bar);
    open = true;
  }
}

}  // namespace

ScheduleBars::ScheduleBars(const Schedule& schedule) : places(schedule.lanes.size(), -1) {
  const std::size_t count = std::min(kMostLanes, schedule.lanes.size());
  for (std::size_t i = 0; i < count; ++i) {
    lanes.push_back(i * schedule.lanes.size() / count);
    places[lanes.back()] = static_cast<int>(i);
  }
  std::vector<std::vector<const Bar*>> by_lane(count);
  std::size_t all = 0;
  for (const Bar& bar : schedule.bars) {
    if (places[bar.lane] < 0) continue;
    by_lane[static_cast<std::size_t>(places[bar.lane])].push_back(&bar);
    ++all;
  }
  thinned = all > kMostBars;
  const std::size_t bins =
      std::clamp<std::size_t>(2 * kMostBars / std::max<std::size_t>(1, count), 100, 1500);
  bin = schedule.length() / static_cast<double>(bins);
  for (const auto& lane : by_lane) {
    if (thinned && !lane.empty()) {
      add_bins(bars, lane, bin, bins);
    } else {
      for (const Bar* bar : lane) bars.push_back(*bar);
    }
  }
}

std::string ScheduleBars::numbers(const Schedule& schedule) const {
  CsvLines csv({"rank", "beside", "begin_seconds", "end_seconds", "architecture", "trial", "incarnation",
                "run_begin_seconds", "run_start_unix", "team_size", "first_of_team", "state", "went_on"});
  for (const Bar& bar : bars) {
    const Schedule::Run& run = schedule.runs[bar.run];
    const Schedule::Lane& lane = schedule.lanes[bar.lane];
    csv.add(lane.rank, lane.beside, bar.begin, bar.end, schedule.architectures[bar.architecture],
            thinned ? "many" : bar.trial.hex(), run.incarnation, run.begin, run.start_time, bar.team_size,
            bar.first_of_team ? 1 : 0, bar.failed ? "failed" : "complete", bar.went_on ? 1 : 0);
  }
  return csv.text();
}

}  // namespace results
