#include "results/accuracy_vs_reduction.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <limits>
#include <set>

#include "results/gnuplot.hpp"
#include "results/summary.hpp"
#include "sweep/level.hpp"

namespace results {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kArchitecture = "model.architecture";
constexpr const char* kSnr = "data.snr";

// Inches.
constexpr double kColumnWidth = 3.4;
constexpr double kPageWidth = 7.0;
constexpr double kPanelHeight = 1.75;
constexpr double kLeft = 0.5;
constexpr double kTop = 0.24;  // room for the panel's title
constexpr double kBottom = 0.42;
constexpr double kGap = 0.14;
constexpr double kRowGap = 0.5;
constexpr double kNarrowPanel = 0.42;      // of an architecture with a single reduction
constexpr double kCharacterWidth = 0.068;  // of a digit at 8 pt
constexpr double kLegendLine = 0.2;
constexpr double kLegendPitch = 0.155;
constexpr double kPointSize = 0.6;
constexpr double kPngDotsPerInch = 300;
constexpr double kPngUnitsPerInch = 96;  // at which pngcairo takes 8 pt for 8 pt
constexpr std::size_t kPanelsPerRow = 4;

[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...) {
  std::array<char, 512> text{};
  va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(text.data(), text.size(), pattern, arguments);
  va_end(arguments);
  return text.data();
}

bool varies(const ResultsFile& file, const std::string& key) {
  return std::any_of(file.columns().begin(), file.columns().end(),
                     [&](const Column& column) { return column.key == key; });
}

std::string snr_text(double snr) {
  if (snr == 0) return "noise only";
  return std::isinf(snr) ? "no noise" : sweep::Level(snr).text();
}

std::string reduction_text(double reduction) {
  return reduction < 9.95 && std::fabs(reduction - std::round(reduction)) > 0.05 ? format("%.1f", reduction)
                                                                                 : format("%.0f", reduction);
}

/// The terminal and everything that all panels share.
std::string preamble(const std::string& out, ImageFormat image, double width, double height) {
  std::string text;
  switch (image) {
    case ImageFormat::PDF:
      text =
          format("set terminal pdfcairo size %gin,%gin font 'Sans,8' linewidth 1 rounded\n", width, height);
      break;
    case ImageFormat::SVG:  // 72 units to the inch, so that 8 is 8 pt
      text = format("set terminal svg size %.0f,%.0f font 'Sans,8' linewidth 1 rounded background 'white'\n",
                    72 * width, 72 * height);
      break;
    case ImageFormat::PNG:
      text = format(
          "set terminal pngcairo size %.0f,%.0f font 'Sans,8' fontscale %g linewidth %g pointscale %g "
          "rounded\n",
          kPngDotsPerInch * width, kPngDotsPerInch * height, kPngDotsPerInch / kPngUnitsPerInch,
          kPngDotsPerInch / kPngUnitsPerInch, kPngDotsPerInch / kPngUnitsPerInch);
      break;
  }
  text += "set output " + gnuplot_quoted(out) + "\n";
  text +=
      "set encoding utf8\n"
      "set multiplot\n"
      "unset key\n"
      "set border 3 linecolor rgb '#404040' linewidth 0.6\n"
      "set tics nomirror out scale 0.5 textcolor rgb 'black'\n"
      "set grid ytics linetype 1 linecolor rgb '#E4E4E4' linewidth 0.5\n"
      "set bars 0.5\n"
      "set logscale x\n";
  return text;
}

}  // namespace

AccuracyVsReduction::AccuracyVsReduction(const ResultsFile& file) {
  const bool by_architecture = varies(file, kArchitecture);
  const bool by_snr = varies(file, kSnr);
  std::vector<std::string> keys;
  if (by_architecture) keys.emplace_back(kArchitecture);
  if (by_snr) keys.emplace_back(kSnr);
  keys.emplace_back("data_reduction");
  const Summary summary(file, keys, "test_accuracy");

  std::set<double, std::greater<>> snrs;
  std::set<double> reductions;
  for (const Cell& cell : summary.cells()) {
    if (by_snr) snrs.insert(cell.numbers[by_architecture ? 1 : 0]);
    reductions.insert(cell.numbers.back());
  }
  snrs_ = by_snr ? std::vector<double>(snrs.begin(), snrs.end()) : std::vector<double>{kNan};
  reductions_.assign(reductions.begin(), reductions.end());

  std::set<IntervalMethod> methods;
  std::set<std::size_t> replicates;
  for (const Cell& cell : summary.cells()) {
    const std::string architecture = by_architecture ? cell.keys.front() : "";
    auto panel = std::find_if(panels_.begin(), panels_.end(),
                              [&](const Panel& p) { return p.architecture == architecture; });
    if (panel == panels_.end()) {
      panels_.push_back({architecture, {}, std::numeric_limits<double>::infinity(), 0});
      for (std::size_t i = 0; i < snrs_.size(); ++i) panels_.back().series.push_back({i, {}});
      panel = panels_.end() - 1;
    }
    const double snr = by_snr ? cell.numbers[by_architecture ? 1 : 0] : kNan;
    const std::size_t place =
        by_snr ? static_cast<std::size_t>(std::find(snrs_.begin(), snrs_.end(), snr) - snrs_.begin()) : 0;
    panel->series[place].points.push_back({cell.numbers.back(), cell.interval});
    panel->first_reduction = std::min(panel->first_reduction, cell.numbers.back());
    panel->last_reduction = std::max(panel->last_reduction, cell.numbers.back());
    methods.insert(cell.interval.method);
    replicates.insert(cell.interval.n);
  }

  caption_ = "Test accuracy against data reduction. Bars: 95 % intervals,";
  for (const IntervalMethod method : methods) caption_ += " " + std::string(description(method)) + ";";
  caption_.back() = '.';
  if (!replicates.empty()) {
    caption_ += " Replicates per point: " + std::to_string(*replicates.begin());
    if (replicates.size() > 1) caption_ += " to " + std::to_string(*replicates.rbegin());
    caption_ += ".";
  }
  caption_ += " Dashed: chance.";
  if (!summary.ring().empty()) caption_ += " Task: " + summary.ring() + ".";
  for (const std::string& key : summary.pooled()) caption_ += " Pooled over the levels of " + key + ".";
  if (summary.complete() < summary.trials()) {
    caption_ += " From the " + std::to_string(summary.complete()) + " of " +
                std::to_string(summary.trials()) + " trials that are complete.";
  }
}

double AccuracyVsReduction::lowest_accuracy_percent() const {
  double lowest = 100;
  for (const Panel& panel : panels_) {
    for (const Series& series : panel.series) {
      for (const Point& point : series.points) {
        const double low = std::isnan(point.interval.low) ? point.interval.mean : point.interval.low;
        lowest = std::min(lowest, 100 * low);
      }
    }
  }
  return std::clamp(5 * std::floor((lowest - 1) / 5), 0.0, 45.0);
}

AccuracyVsReduction::Style AccuracyVsReduction::style_of(std::size_t snr) const {
  static constexpr std::array<Style, 6> styles = {{{"#0072B2", 7},    // blue, disc
                                                   {"#D55E00", 5},    // vermillion, square
                                                   {"#009E73", 9},    // green, triangle
                                                   {"#CC79A7", 13},   // purple, diamond
                                                   {"#E69F00", 11},   // orange, triangle downwards
                                                   {"#56B4E9", 6}}};  // sky blue, ring
  if (snrs_[snr] == 0) return {"#000000", 4};                         // black, hollow square
  return styles[snr % styles.size()];
}

std::string AccuracyVsReduction::data_block(std::size_t panel, const Series& series) const {
  // Points of different SNRs at the same reduction stand side by side, so that no bar hides another.
  const double middle = (static_cast<double>(snrs_.size()) - 1) / 2;
  const bool single = panels_[panel].first_reduction == panels_[panel].last_reduction;
  const double span = single ? 1.2 : std::log(panels_[panel].last_reduction / panels_[panel].first_reduction);
  const double shift = std::exp((single ? 0.09 : 0.011) * span * (static_cast<double>(series.snr) - middle));
  std::string text = format("$panel%zu_%zu << END\n", panel, series.snr);
  for (const Point& point : series.points) {
    const Interval& interval = point.interval;
    const double low = std::isnan(interval.low) ? interval.mean : std::max(0.0, interval.low);
    const double high = std::isnan(interval.high) ? interval.mean : std::min(1.0, interval.high);
    text +=
        format("%.8g %.8g %.8g %.8g\n", point.reduction * shift, 100 * interval.mean, 100 * low, 100 * high);
  }
  return text + "END\n";
}

std::string AccuracyVsReduction::panel_plot(std::size_t panel) const {
  std::string text = "plot 50 with lines linecolor rgb '#707070' linewidth 0.8 dashtype (14,8)";
  for (const Series& series : panels_[panel].series) {
    if (series.points.empty()) continue;
    const Style style = style_of(series.snr);
    const auto layer = [&](const char* columns, const std::string& with) {
      text += format(", \\\n  $panel%zu_%zu using %s with %s linecolor rgb '%s'", panel, series.snr, columns,
                     with.c_str(), style.colour);
    };
    // Vectors and points, not yerrorbars: those clear a box around each point and with it short bars.
    layer("1:3:(0):($4-$3)", "vectors nohead linewidth 0.9");
    layer("1:2", "lines linewidth 1.3");
    layer("1:2", format("points pointtype %d pointsize %g", style.point, kPointSize));
  }
  return text + "\n";
}

/// A tick at every reduction of the panel; a label where it does not run into its neighbours.
std::string AccuracyVsReduction::tics(const Panel& panel, double panel_inches) const {
  std::set<double> places;
  for (const Series& series : panel.series) {
    for (const Point& point : series.points) places.insert(point.reduction);
  }
  const double span = std::log(panel.last_reduction / panel.first_reduction);
  const double inches_per_log = span > 0 ? 0.86 * panel_inches / span : 0;
  const auto half_width = [](double place) {
    return kCharacterWidth * static_cast<double>(reduction_text(place).size()) / 2;
  };
  const auto inches = [&](double place) { return std::log(place) * inches_per_log; };
  const double air = kCharacterWidth / 2;
  const double last = *places.rbegin();  // always has its label: it says how far the study goes
  std::string text;
  double free_from = -std::numeric_limits<double>::infinity();
  for (const double place : places) {
    const double begin = inches(place) - half_width(place);
    const double end = inches(place) + half_width(place) + air;
    const bool room = begin >= free_from && end <= inches(last) - half_width(last);
    if (room) free_from = end;
    text += (text.empty() ? "" : ", ") + gnuplot_quoted(room || place == last ? reduction_text(place) : "") +
            format(" %.8g", place);
  }
  return "set xtics (" + text + ")\n";
}

double AccuracyVsReduction::legend_width() const {
  std::size_t longest = std::string_view("chance").size();
  for (const double snr : snrs_) longest = std::max(longest, snr_text(snr).size());
  return 0.12 + kLegendLine + 0.06 + kCharacterWidth * static_cast<double>(longest) + 0.04;
}

/// Drawn by hand, as gnuplot's own key belongs to one panel. From (x, y) down, in inches.
std::string AccuracyVsReduction::legend(double x, double y, double width, double height) const {
  std::string text = format("set label 'SNR' at screen %.5f,%.5f left\n", x / width, y / height);
  const auto entry = [&](const std::string& name, const std::string& line) {
    y -= kLegendPitch;
    text += format("set arrow from screen %.5f,%.5f to screen %.5f,%.5f nohead %s\n", x / width, y / height,
                   (x + kLegendLine) / width, y / height, line.c_str());
    text += "set label " + gnuplot_quoted(name) +
            format(" at screen %.5f,%.5f left\n", (x + kLegendLine + 0.06) / width, y / height);
  };
  for (std::size_t i = 0; i < snrs_.size(); ++i) {
    const Style style = style_of(i);
    entry(snr_text(snrs_[i]), format("linecolor rgb '%s' linewidth 1.3", style.colour));
    text += format("set label '' at screen %.5f,%.5f point pointtype %d pointsize %g linecolor rgb '%s'\n",
                   (x + kLegendLine / 2) / width, y / height, style.point, kPointSize, style.colour);
  }
  entry("chance", "linecolor rgb '#707070' linewidth 0.8 dashtype (14,8)");
  return text;
}

std::string AccuracyVsReduction::script(const std::string& out, ImageFormat image) const {
  const std::size_t rows = (panels_.size() + kPanelsPerRow - 1) / kPanelsPerRow;
  const bool with_legend = snrs_.size() > 1;
  const double width = panels_.size() == 1 ? kColumnWidth : kPageWidth;
  // An untitled panel needs less above it.
  const double top_margin = panels_.front().architecture.empty() ? 0.1 : kTop;
  const double height = top_margin + kBottom + static_cast<double>(rows) * (kPanelHeight + kRowGap) - kRowGap;
  const double right = with_legend ? legend_width() : 0.1;
  const double lowest = lowest_accuracy_percent();

  std::string text = preamble(out, image, width, height);
  for (std::size_t i = 0; i < panels_.size(); ++i) {
    for (const Series& series : panels_[i].series) text += data_block(i, series);
  }
  text += format("set yrange [%g:101]\nset ytics 10\n", lowest);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t first = row * kPanelsPerRow;
    const std::size_t last = std::min(first + kPanelsPerRow, panels_.size());
    // Widths in the ratio of the decades shown, so that a decade is as wide in every panel.
    double total_span = 0;
    double room = width - kLeft - right - kGap * static_cast<double>(last - first - 1);
    for (std::size_t i = first; i < last; ++i) {
      const double span = std::log(panels_[i].last_reduction / panels_[i].first_reduction);
      if (span > 0)
        total_span += span;
      else
        room -= kNarrowPanel;
    }
    const double top = height - top_margin - static_cast<double>(row) * (kPanelHeight + kRowGap);
    const double bottom = top - kPanelHeight;
    double left = kLeft;
    for (std::size_t i = first; i < last; ++i) {
      const Panel& panel = panels_[i];
      const double span = std::log(panel.last_reduction / panel.first_reduction);
      const double inches = span > 0 ? std::min(room * span / total_span, 3.2) : kNarrowPanel;
      const double margin = span > 0 ? std::exp(0.07 * span) : 1.9;
      text += format("set lmargin at screen %.5f\nset rmargin at screen %.5f\n", left / width,
                     (left + inches) / width);
      text +=
          format("set tmargin at screen %.5f\nset bmargin at screen %.5f\n", top / height, bottom / height);
      text +=
          format("set xrange [%.8g:%.8g]\n", panel.first_reduction / margin, panel.last_reduction * margin);
      text += tics(panel, inches);
      text += i == first ? "set format y '%g'\nset ylabel 'Test accuracy (%)' offset 1.2,0\n"
                         : "set format y ''\nunset ylabel\n";
      text += "set title " + gnuplot_quoted(panel.architecture) + " offset 0,-0.6 noenhanced\n";
      if (i + 1 == last && row + 1 == rows) {
        text += format("set label 1 'Data reduction' at screen %.5f,%.5f center\n",
                       (kLeft + width - right) / 2 / width, 0.1 / height);
      }
      if (i == 0 && with_legend)
        text += legend(width - right + 0.12, height - top_margin - 0.06, width, height);
      text += panel_plot(i);
      text += "unset label\nunset arrow\n";
      left += inches + kGap;
    }
  }
  return text + "unset multiplot\nunset output\n";
}

}  // namespace results
