#include "results/figures/report_figure.hpp"

#include <algorithm>
#include <cmath>

#include "results/answers/report_table.hpp"
#include "results/csv_lines.hpp"
#include "results/figures/legend.hpp"
#include "results/figures/panel_frame.hpp"
#include "results/figures/spectra_caption.hpp"
#include "results/formatted.hpp"
#include "results/table_lines.hpp"

namespace results {
namespace {

constexpr double kAxisLabel = 0.1;
constexpr double kShift = 0.14;  // of an SNR's place, from its middle to a dot
constexpr const char* kBest = "linewidth 1.1 linecolor rgb 'black'";
constexpr const char* kJoin = "linecolor rgb '#A0A0A0' linewidth 0.8";

/// The networks' lines, one after the other.
std::vector<std::vector<ReportTable::Line>> by_architecture(const ReportTable& table) {
  std::vector<std::vector<ReportTable::Line>> networks;
  for (const ReportTable::Line& line : table.lines) {
    if (networks.empty() || networks.back().front().reported.architecture != line.reported.architecture)
      networks.emplace_back();
    networks.back().push_back(line);
  }
  return networks;
}

std::string data_of(const std::vector<ReportTable::Line>& lines, std::size_t panel) {
  std::string reported = formatted("$report%zu << END\n# place, accuracy, low, high: percent\n", panel);
  std::string ours =
      formatted("$ours%zu << END\n# place, accuracy, low, high, best possible: percent\n", panel);
  std::string join = formatted("$join%zu << END\n# place, from, to\n", panel);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ReportTable::Line& line = lines[i];
    const double place = static_cast<double>(i + 1);
    reported += formatted("%.2f %.8g %.8g %.8g\n", place - kShift, 100 * line.reported.accuracy,
                          100 * line.reported.low, 100 * line.reported.high);
    if (!line.ours) continue;
    const double mean = 100 * line.ours->mean;
    const bool bar = !std::isnan(line.ours->low);
    ours += formatted("%.2f %.8g %.8g %.8g ", place + kShift, mean,
                      bar ? std::max(0.0, 100 * line.ours->low) : mean,
                      bar ? std::min(100.0, 100 * line.ours->high) : mean) +
            (std::isnan(line.best_accuracy) ? "NaN\n" : formatted("%.8g\n", 100 * line.best_accuracy));
    join += formatted("%.2f %.8g %.8g\n", place - kShift, 100 * line.reported.accuracy, mean);
  }
  return reported + "END\n" + ours + "END\n" + join + "END\n";
}

std::string plot(std::size_t panel, bool possible) {
  std::string text = std::string("plot 50 with lines ") + kChanceLine;
  const auto layer = [&](const char* block, const std::string& columns, const std::string& with) {
    text += formatted(", \\\n  $%s%zu using %s with %s", block, panel, columns.c_str(), with.c_str());
  };
  layer("join", formatted("1:2:(%.2f):($3-$2)", 2 * kShift), std::string("vectors nohead ") + kJoin);
  if (possible) layer("ours", "($1-0.1):5:(0.2):(0)", std::string("vectors nohead ") + kBest);
  layer("report", "1:3:(0):($4-$3)",
        formatted("vectors nohead linewidth 1 linecolor rgb '%s'", colours::kVermillion));
  layer("report", "1:2",
        "points pointtype 5 pointsize 0.6 linecolor rgb 'white'");  // no bar through hollow shapes
  layer("report", "1:2",
        formatted("points pointtype 4 pointsize 0.6 linecolor rgb '%s'", colours::kVermillion));
  layer("ours", "1:3:(0):($4-$3)",
        formatted("vectors nohead linewidth 1 linecolor rgb '%s'", colours::kBlue));
  layer("ours", "1:2", formatted("points pointtype 7 pointsize 0.6 linecolor rgb '%s'", colours::kBlue));
  return text + "\n";
}

double axis_begin(const ReportTable& table) {
  double lowest = 45;
  for (const ReportTable::Line& line : table.lines) {
    lowest = std::min(lowest, 100 * line.reported.low);
    if (line.ours)
      lowest = std::min(lowest, 100 * (std::isnan(line.ours->low) ? line.ours->mean : line.ours->low));
  }
  return std::clamp(5 * std::floor((lowest - 1) / 5), 0.0, 40.0);
}

std::string numbers_of(const ReportTable& table) {
  CsvLines csv({"architecture", "snr", "report_accuracy", "report_low_95", "report_high_95", "test_accuracy",
                "low_95", "high_95", "interval", "replicates", "best_accuracy", "sampling",
                "data_reduction"});
  for (const ReportTable::Line& line : table.lines) {
    const Interval ours = line.ours.value_or(Interval{});
    csv.add(line.reported.architecture, line.reported.snr, line.reported.accuracy, line.reported.low,
            line.reported.high, ours.mean, ours.low, ours.high, line.ours ? description(ours.method) : "",
            ours.n, line.best_accuracy, line.sampling, line.reduction);
  }
  return csv.text();
}

}  // namespace

Drawing report_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const ReportTable table(source.observations());
  const auto networks = by_architecture(table);
  const bool possible =
      std::any_of(table.lines.begin(), table.lines.end(),
                  [](const ReportTable::Line& line) { return !std::isnan(line.best_accuracy); });
  Legend legend;
  legend.point("report", formatted("linecolor rgb '%s' linewidth 1", colours::kVermillion),
               colours::kVermillion, 4);
  legend.point("this study", formatted("linecolor rgb '%s' linewidth 1", colours::kBlue), colours::kBlue, 7);
  legend.gap();
  if (possible) legend.line("best possible", kBest);
  legend.line("chance", kChanceLine);

  std::vector<PanelGrid::Wish> wishes;
  for (const auto& lines : networks) wishes.push_back({lines.front().reported.architecture, false});
  const PanelGrid grid(wishes, legend.width());
  const Canvas canvas{out, format, grid.width(), grid.height()};
  std::string text = canvas.begin() + "set multiplot\n";
  text += formatted("set yrange [%g:101]\nset ytics 10\nset xrange [0.5:%zu.5]\n", axis_begin(table),
                    networks[0].size());
  std::string tics;
  for (std::size_t i = 0; i < networks[0].size(); ++i)
    tics += formatted("%s'%g' %zu", i == 0 ? "" : ", ", networks[0][i].reported.snr, i + 1);
  text += "set xtics (" + tics + ") scale 0\n";
  for (std::size_t i = 0; i < networks.size(); ++i) text += data_of(networks[i], i);
  for (std::size_t i = 0; i < networks.size(); ++i) {
    text += panel_frame(canvas, grid, i, "Test accuracy (%)");
    if (i == 0) {
      text += canvas.label("SNR", grid.middle(), kAxisLabel, "center");
      text += legend.text(canvas, grid.legend_left(), grid.legend_top());
    }
    text += plot(i, possible) + "unset label\nunset arrow\nunset object\n";
  }
  std::string caption = "The 2023 report's table beside this study.";
  for (const std::string& note : report_table_lines(table).notes) caption += " " + note;
  return {text + "unset multiplot\nunset output\n",
          caption + " SNR 0 is noise only. Dotted: chance." + spectra_caption_end(source.file()),
          [table] { return numbers_of(table); }};
}

}  // namespace results
