#include "results/figures/schedule_figure.hpp"

#include <algorithm>

#include "results/figures/legend.hpp"
#include "results/figures/schedule_axis.hpp"
#include "results/figures/schedule_bars.hpp"
#include "results/figures/schedule_caption.hpp"
#include "results/figures/schedule_labels.hpp"
#include "results/figures/snr_style.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

// Inches.
constexpr double kWidth = 7.0;
constexpr double kLeft = 0.5;
constexpr double kTop = 0.24;     // names of runs
constexpr double kBottom = 0.47;  // times
constexpr double kLane = 0.26;
constexpr double kLeastLane = 0.03;
constexpr double kLanesHeight = 2.4;

constexpr std::size_t kMostLinks = 12;  // more are drawn for students that were waited for only
constexpr std::size_t kMostBordered = 300;
constexpr const char* kHatch = "fillstyle pattern 4 noborder fillcolor rgb '#909090'";
constexpr const char* kLink = "linecolor rgb '#60000000' linewidth 0.6";

/// Few enough to be followed by eye.
std::vector<Schedule::Link> links_of(const Schedule& schedule, const ScheduleBars& shown) {
  std::vector<Schedule::Link> links;
  for (const Schedule::Link& link : schedule.links) {
    if (!shown.thinned && (link.waited_for || schedule.links.size() <= kMostLinks)) links.push_back(link);
  }
  return links.size() <= 4 * kMostLinks ? links : std::vector<Schedule::Link>();
}

std::string data_of(const Schedule& schedule, const ScheduleBars& shown) {
  std::string bars = "$bars << END\n# begin, end (seconds on the axis), line, colour\n";
  std::string failed = "$failed << END\n# middle, line\n";
  for (const Schedule::Bar& bar : shown.bars) {
    const unsigned colour =
        static_cast<unsigned>(std::stoul(series_style(bar.architecture).colour + 1, nullptr, 16));
    const int line = shown.places[bar.lane] + 1;
    bars += formatted("%.8g %.8g %d %u\n", bar.begin, bar.end, line, colour);
    if (bar.failed) failed += formatted("%.8g %d\n", (bar.begin + bar.end) / 2, line);
  }
  std::string waits = "$waits << END\n# begin, end, line\n";
  for (const Schedule::Wait& wait : schedule.waits) {
    if (shown.places[wait.lane] >= 0 && !shown.thinned)
      waits += formatted("%.8g %.8g %d\n", wait.begin, wait.end, shown.places[wait.lane] + 1);
  }
  std::string links = "$links << END\n# from, line, by, lines\n";
  for (const Schedule::Link& link : links_of(schedule, shown)) {
    if (shown.places[link.from_lane] < 0 || shown.places[link.to_lane] < 0) continue;
    links += formatted("%.8g %d %.8g %d\n", link.from, shown.places[link.from_lane] + 1, link.to - link.from,
                       shown.places[link.to_lane] - shown.places[link.from_lane]);
  }
  return bars + "END\n" + failed + "END\n" + waits + "END\n" + links + "END\n";
}

bool any_failed(const ScheduleBars& shown) {
  return std::any_of(shown.bars.begin(), shown.bars.end(),
                     [](const Schedule::Bar& bar) { return bar.failed; });
}

Legend legend_of(const Schedule& schedule, const ScheduleBars& shown) {
  Legend legend;
  for (std::size_t i = 0; i < schedule.architectures.size(); ++i) {
    legend.patch(schedule.architectures[i],
                 formatted("fillcolor rgb '%s' fillstyle solid noborder", series_style(i).colour));
  }
  legend.gap();
  if (!schedule.waits.empty() && !shown.thinned) legend.patch("waiting", kHatch);
  if (any_failed(shown)) legend.point("failed", "", "black", 2);
  if (!links_of(schedule, shown).empty()) legend.line("to student", kLink);
  return legend;
}

std::string layers(const Schedule& schedule, const ScheduleBars& shown) {
  // A border in white tells neighbours apart where bars are few.
  const char* border = shown.bars.size() <= kMostBordered ? "border rgb 'white' linewidth 0.4" : "noborder";
  std::string text = formatted(
      "plot $bars using (($1+$2)/2):3:(($2-$1)/2):(0.4):4 with boxxyerror fillcolor rgb variable fillstyle "
      "solid %s",
      border);
  if (!schedule.waits.empty() && !shown.thinned)
    text += std::string(", \\\n  $waits using (($1+$2)/2):3:(($2-$1)/2):(0.4) with boxxyerror ") + kHatch;
  if (any_failed(shown))
    text += ", \\\n  $failed using 1:2 with points pointtype 2 pointsize 0.5 linecolor rgb 'black'";
  if (!links_of(schedule, shown).empty())
    text +=
        std::string(", \\\n  $links using 1:2:3:4 with vectors head filled size screen 0.006,20 ") + kLink;
  return text + "\n";
}

}  // namespace

std::string lacking_schedule(const FigureSource& source) {
  bool any = false;
  source.file().each([&](const RowView& row) { any = any || has_ended(row); });
  return any ? "" : "no trial has ended";
}

Drawing schedule_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  return schedule_drawing(Schedule::of(source), out, format);
}

Drawing schedule_drawing(const Schedule& schedule, const std::string& out, ImageFormat format) {
  const ScheduleBars shown(schedule);
  const auto lanes = static_cast<double>(shown.lanes.size());
  const double lane = std::clamp(kLanesHeight / lanes, kLeastLane, kLane);
  const Legend legend = legend_of(schedule, shown);
  const double inches = kWidth - kLeft - legend.width() - 0.05;
  const double plot_height = lane * lanes;
  const double height = std::max(kTop + kBottom + plot_height, legend.height() + 0.25);
  const Canvas canvas{out, format, kWidth, height};
  const double bottom = height - kTop - plot_height;
  const TimeUnit unit = TimeUnit::of(schedule.length());

  std::string text =
      canvas.begin() + "unset grid\nset border 1\n" + canvas.margins(kLeft, bottom, inches, plot_height);
  text += formatted("set xrange [0:%.8g]\nset yrange [%.1f:0.5]\n", schedule.length(), lanes + 0.5);
  text += schedule_times(schedule, unit, inches) + names_of_ranks(schedule, shown, lane);
  text += "set ylabel 'Rank' offset 0.6,0\n" + names_of_runs(schedule, canvas, kLeft, inches);
  text += canvas.label(std::string("Time (") + unit.name + ")", kLeft + inches / 2, bottom - 0.37, "center");
  text += legend.text(canvas, kLeft + inches + 0.14, height - kTop - 0.06);
  text += data_of(schedule, shown) + layers(schedule, shown) + "unset output\n";
  return {text, schedule_caption(schedule, shown, !links_of(schedule, shown).empty()),
          [schedule, shown] { return shown.numbers(schedule); }};
}

}  // namespace results
