#include "results/wells/paired_figure.hpp"

#include <algorithm>
#include <cmath>

#include "results/figures/gnuplot.hpp"
#include "results/figures/panel_grid.hpp"
#include "results/figures/wrapped.hpp"
#include "results/formatted.hpp"
#include "results/statistics/quartiles.hpp"
#include "results/wells/figure_numbers.hpp"
#include "results/wells/paired_caption.hpp"

namespace results {
namespace {

// Inches.
constexpr double kLeft = 0.54;
constexpr double kTop = 0.1;
constexpr double kPlotHeight = 2.1;
constexpr double kCategory = 0.76;
constexpr double kRight = 0.62;  // for the name of the line
constexpr double kUnderAxis = 0.16;
constexpr double kAxisName = 0.16;

constexpr double kHalfBox = 0.3;
constexpr double kSpread = 0.42;  // of points beside each other

/// Points of a box side by side, so that none hides another: neighbours in height are far apart in width.
double shift_of(std::size_t place_by_height) {
  const double golden = 0.6180339887498949 * static_cast<double>(place_by_height + 1);
  return kSpread * (golden - std::floor(golden) - 0.5);
}

std::string data_of(const PairedScores& scores, Treatment treatment) {
  std::string boxes = "$boxes << END\n";
  std::string points = "$points << END\n";
  for (std::size_t t = 0; t < scores.names.size(); ++t) {
    std::vector<double> values = scores.column(t);
    const Quartiles box(values);
    boxes += formatted("%zu %.6g %.6g %.6g %.6g %.6g\n", t + 1, box.lower_whisker, box.lower, box.median,
                       box.upper, box.upper_whisker);
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double shift = treatment == Treatment::AUGMENTATION ? shift_of(i) : 0;
      points += formatted("%.4f %.6g\n", static_cast<double>(t + 1) + shift, values[i]);
    }
  }
  std::string lines = "$lines << END\n";
  for (const auto& row : scores.f1) {
    for (std::size_t t = 0; t < row.size(); ++t) lines += formatted("%zu %.6g\n", t + 1, row[t]);
    lines += "\n";
  }
  return boxes + "END\n" + points + "END\n" + lines + "END\n";
}

double lowest(const PairedScores& scores) {
  double least = std::isnan(scores.always_positive_f1) ? 1 : scores.always_positive_f1;
  for (const auto& row : scores.f1) least = std::min(least, *std::min_element(row.begin(), row.end()));
  return std::clamp(std::floor(10 * (least - 0.01)) / 10, 0.0, 0.9);
}

std::string names_of(const PairedScores& scores, const Canvas& canvas, double category, double bottom) {
  std::string text;
  for (std::size_t t = 0; t < scores.names.size(); ++t) {
    const auto room = static_cast<std::size_t>(category / kCharacterWidth);
    const double x = kLeft + category * (static_cast<double>(t) + 0.5);
    double y = bottom - kUnderAxis;
    for (const std::string& line : wrapped(scores.names[t], room)) {
      text += canvas.label(line, x, y, "center");
      y -= kTitlePitch;
    }
  }
  return text;
}

std::size_t most_lines(const PairedScores& scores, double category) {
  std::size_t most = 1;
  for (const std::string& name : scores.names) {
    most = std::max(most, wrapped(name, static_cast<std::size_t>(category / kCharacterWidth)).size());
  }
  return most;
}

std::string layers(Treatment treatment) {
  const char* colour = treatment == Treatment::AUGMENTATION ? colours::kBlue : colours::kVermillion;
  std::string text = formatted(
      "plot $boxes using 1:(($3+$5)/2):(%g):(($5-$3)/2) with boxxyerror fillcolor rgb '#E8EEF3' "
      "fillstyle solid border rgb '#808080' linewidth 0.6",
      kHalfBox);
  text += ", \\\n  $boxes using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#808080' linewidth 0.6";
  text += ", \\\n  $boxes using 1:3:(0):($2-$3) with vectors nohead linecolor rgb '#808080' linewidth 0.6";
  if (treatment == Treatment::ARCHITECTURE) {
    text += ", \\\n  $lines using 1:2 with lines linecolor rgb '#A0707070' linewidth 0.5";
  }
  text += formatted(", \\\n  $points using 1:2 with points pointtype 7 pointsize 0.32 linecolor rgb '#60%s'",
                    colour + 1);
  text += formatted(
      ", \\\n  $boxes using ($1-%g):4:(%g):(0) with vectors nohead linecolor rgb 'black' linewidth 1.6",
      kHalfBox, 2 * kHalfBox);
  return text + "\n";
}

}  // namespace

Drawing paired_figure(const WellsStudy& study, Treatment treatment, const std::string& out,
                      ImageFormat format) {
  const PairedScores scores = PairedScores::of(study, treatment);
  const auto count = static_cast<double>(scores.names.size());
  const double category = std::clamp(2.4 / count, kCategory, 0.9);
  const double bottom =
      kUnderAxis + kAxisName + kTitlePitch * static_cast<double>(most_lines(scores, category));
  const Canvas canvas{out, format, kLeft + category * count + kRight, bottom + kPlotHeight + kTop};
  const double low = lowest(scores);
  const double per_unit = kPlotHeight / (1.02 - low);

  std::string text = canvas.begin() + canvas.margins(kLeft, bottom, category * count, kPlotHeight);
  text += formatted("set xrange [0.5:%zu.5]\nunset xtics\nset yrange [%g:1.02]\nset ytics 0.1\n",
                    scores.names.size(), low);
  text += "set format y '%.1f'\nset ylabel 'F1, mean per readout' offset 0.7,0\n";
  text += names_of(scores, canvas, category, bottom);
  text += canvas.label(treatment == Treatment::AUGMENTATION ? "Augmentation" : "Architecture",
                       kLeft + category * count / 2, 0.11, "center");
  if (!std::isnan(scores.always_positive_f1)) {
    const double y = bottom + per_unit * (scores.always_positive_f1 - low);
    text += formatted("set arrow from graph 0,first %g to graph 1,first %g nohead front linecolor rgb '%s' ",
                      scores.always_positive_f1, scores.always_positive_f1, colours::kGrey) +
            "linewidth 0.8 dashtype (14,8)\n";
    const double x = kLeft + category * count + 0.05;
    text += canvas.label("always", x, y + kTitlePitch / 2, "left textcolor rgb '#505050'");
    text += canvas.label("positive", x, y - kTitlePitch / 2, "left textcolor rgb '#505050'");
  }
  text += data_of(scores, treatment) + layers(treatment) + "unset output\n";
  return {text, paired_caption(study, scores, treatment),
          [numbers = paired_numbers(study, scores, treatment)] { return numbers; }};
}

}  // namespace results
