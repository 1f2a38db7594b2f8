#include "results/figures/schedule_labels.hpp"

#include <algorithm>
#include <cmath>

#include "results/figures/gnuplot.hpp"
#include "results/figures/panel_grid.hpp"
#include "results/figures/schedule_caption.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

// Inches.
constexpr double kNamePitch = 0.14;
constexpr double kTic = 0.5;  // between times

constexpr int kMostTimes = 100;  // more than fit

/// 1, 2 or 5 times a power of ten, the least that is not below.
double round_step(double least) {
  const double decade = std::pow(10, std::floor(std::log10(least)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * decade >= 0.999 * least) return step * decade;
  }
  return 10 * decade;
}

}  // namespace

TimeUnit TimeUnit::of(double length) {
  if (length < 180) return {1, "s"};
  if (length < 3 * 3600) return {60, "min"};
  return length < 72 * 3600 ? TimeUnit{3600, "h"} : TimeUnit{86400, "d"};
}

std::string schedule_times(const Schedule& schedule, TimeUnit unit, double inches) {
  const double per_inch = schedule.length() / inches;
  const double step = unit.seconds * round_step(kTic * per_inch / unit.seconds);
  std::string text;
  double free_from = -1;
  for (const Schedule::Run& run : schedule.runs) {
    for (int i = 0; i < kMostTimes; ++i) {  // bounded, should a damaged file's times have no length
      const double at = i * step;
      if (run.begin + at > run.end) break;
      if (run.begin + at < free_from) continue;
      text += (text.empty() ? "" : ", ") + formatted("'%g' %.8g", at / unit.seconds, run.begin + at);
      free_from = run.begin + at + 0.7 * kTic * per_inch;
    }
  }
  return "set xtics (" + text + ")\n";
}

std::string names_of_runs(const Schedule& schedule, const Canvas& canvas, double left, double inches) {
  std::string text;
  for (const Schedule::Run& run : schedule.runs) {
    if (schedule.runs.size() < 2) break;
    const double scale = inches / schedule.length();
    const double room = (run.end - run.begin) * scale;
    const std::string number = "run " + std::to_string(run.incarnation);
    const std::string after =
        run.seconds_between > 0 ? number + ", " + duration_text(run.seconds_between) + " later" : number;
    for (const std::string& name : {after, number, std::to_string(run.incarnation)}) {
      if (kCharacterWidth * static_cast<double>(name.size()) > room && name.size() > 3) continue;
      if (kCharacterWidth * static_cast<double>(name.size()) <= room)
        text += canvas.label(name, left + run.begin * scale, canvas.height - 0.12, "left");
      break;
    }
    text += formatted(
        "set object rectangle from first %.8g, graph 0 to first %.8g, graph 1 fillcolor rgb '#F4F4F4' "
        "fillstyle solid noborder behind\n",
        run.begin, run.end);
  }
  return text;
}

std::string names_of_ranks(const Schedule& schedule, const ScheduleBars& shown, double lane_height) {
  std::string text;
  const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(kNamePitch / lane_height)));
  for (std::size_t i = 0; i < shown.lanes.size(); i += every) {
    const Schedule::Lane& lane = schedule.lanes[shown.lanes[i]];
    std::string name = std::to_string(lane.rank);
    if (lane.beside > 0)
      name += std::string(" ") + static_cast<char>('a' + std::min<std::size_t>(lane.beside, 25));
    text += (text.empty() ? "" : ", ") + gnuplot_quoted(name) + formatted(" %zu", i + 1);
  }
  return "set ytics (" + text + ") scale 0\n";
}

}  // namespace results
