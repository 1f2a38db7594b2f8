#include "results/wells/plate_figure.hpp"

#include <algorithm>

#include "results/figures/gnuplot.hpp"
#include "results/formatted.hpp"
#include "results/wells/figure_numbers.hpp"
#include "results/wells/paired_caption.hpp"
#include "results/wells/plate_colours.hpp"
#include "results/wells/short_name.hpp"

namespace results {
namespace {

// Inches.
constexpr double kWidth = 7.0;
constexpr double kLeft = 0.3;
constexpr double kGap = 0.38;
constexpr double kRight = 0.08;
constexpr double kTitle = 0.42;            // over a plate: its title and the columns' numbers
constexpr double kFoot = 0.36;             // legend
constexpr std::size_t kLongestTitle = 26;  // of a readout, beside plate and architecture
constexpr double kMapWidth = (kWidth - kLeft - kGap - kRight) / 2;
constexpr double kLeastPitch = 0.13;  // between names of rows

constexpr std::size_t kMostPlates = 4;

std::string data_of(const PlateMap::Plate& plate, std::size_t number) {
  std::string truth = formatted("$truth%zu << END\n", number);
  std::string predicted = formatted("$predicted%zu << END\n", number);
  std::string wrong = formatted("$wrong%zu << END\n", number);
  for (const PlateMap::Well& well : plate.wells) {
    const std::string at = formatted("%d %d ", well.place.column + 1, well.place.row + 1);
    truth += at + std::to_string(well.used ? colour_of(well.positive ? 1 : 0) : kNotUsed) + "\n";
    predicted += at + std::to_string(well.used ? colour_of(well.probability) : kNotUsed) + "\n";
    if (well.used && (well.probability > 0.5) != well.positive) wrong += at + "\n";
  }
  return truth + "END\n" + predicted + "END\n" + wrong + "END\n";
}

std::string names_of_rows(const PlateMap& map, double height) {
  int step = 1;
  while (height / map.rows * step < kLeastPitch) ++step;
  std::string names;
  for (int row = 0; row < map.rows; row += step) {
    names += formatted("%s'%s' %d", row == 0 ? "" : ", ", row_letters(row).c_str(), row + 1);
  }
  return "set ytics (" + names + ") scale 0 offset 0.6,0\n";
}

std::string names_of_columns(const PlateMap& map) {
  const int step = map.columns > 24 ? 4 : map.columns > 12 ? 2 : 1;
  std::string names;
  for (int column = 0; column < map.columns; column += step) {
    names += formatted("%s'%d' %d", column == 0 ? "" : ", ", column + 1, column + 1);
  }
  return "unset xtics\nset x2tics (" + names + ") scale 0 offset 0,-0.5\n";
}

std::string legend(const Canvas& canvas) {
  const double y = 0.14;
  constexpr double kHalf = 0.055;
  std::string text;
  const auto box = [&](double x, double x_end, unsigned colour) {
    text += "set object rectangle from " + canvas.place(x, y - kHalf) + " to " +
            canvas.place(x_end, y + kHalf) +
            formatted(" fillcolor rgb '#%06X' fillstyle solid noborder\n", colour);
  };
  double x = kLeft;
  for (const auto& [name, colour] :
       {std::pair{"negative", colour_of(0)}, {"positive", colour_of(1)}, {"not used", kNotUsed}}) {
    box(x, x + 2 * kHalf, colour);
    text += canvas.label(name, x + 0.16, y, "left");
    x += 0.78;
  }
  x = kLeft + kMapWidth + kGap;
  text += canvas.label("0", x, y, "right");
  x += 0.06;
  constexpr int kSteps = 40;
  for (int i = 0; i < kSteps; ++i) {
    box(x + i * 0.9 / kSteps, x + (i + 1.05) * 0.9 / kSteps, colour_of((i + 0.5) / kSteps));
  }
  text += canvas.label("1  probability of positive", x + 0.96, y, "left");
  text += "set label '' at " + canvas.place(x + 2.6, y) +
          " point pointtype 7 pointsize 0.3 linecolor rgb 'black' front\n";
  return text + canvas.label("wrong", x + 2.68, y, "left");
}

std::string caption_of(const WellsStudy& study, const PlateMap& map) {
  std::string text = "Wells of " + study.readouts[map.ranked.readout] + ": truth, and what " +
                     study.architectures[map.architecture] +
                     " says (mean probability over n = " + std::to_string(map.trials) +
                     (map.trials == 1 ? " trial" : " trials") +
                     (study.leaks ? "). " : ", each well judged by a network that had not seen it). ") +
                     std::to_string(map.right) + " of " + std::to_string(map.used) +
                     " used wells are right; dots: wrong ones. Grey: wells "
                     "that were not used (no value, or left out by balancing).";
  if (map.plates.size() > kMostPlates) {
    text += " The first " + std::to_string(kMostPlates) + " of " + std::to_string(map.plates.size()) +
            " plates are shown.";
  }
  return text + caption_end(study);
}

}  // namespace

Drawing plate_figure(const WellsStudy& study, const PlateMap& map, const std::string& out,
                     ImageFormat format) {
  const double height = kMapWidth * map.rows / map.columns;
  const std::size_t plates = std::min(kMostPlates, map.plates.size());
  const Canvas canvas{out, format, kWidth, kFoot + static_cast<double>(plates) * (kTitle + height)};
  std::string text = canvas.begin() + "set multiplot\nunset grid\nset border 15 linecolor rgb '#A0A0A0'\n";
  text += formatted("set xrange [0.5:%d.5]\nset x2range [0.5:%d.5]\nset yrange [%d.5:0.5]\n", map.columns,
                    map.columns, map.rows);
  text += names_of_columns(map) + names_of_rows(map, height);
  const std::string readout = short_name(study.readouts[map.ranked.readout], kLongestTitle);
  for (std::size_t i = 0; i < plates; ++i) {
    const PlateMap::Plate& plate = map.plates[i];
    text += data_of(plate, i);
    const double bottom = kFoot + static_cast<double>(plates - 1 - i) * (kTitle + height);
    for (const bool truth : {true, false}) {
      const double left = truth ? kLeft : kLeft + kMapWidth + kGap;
      text += canvas.margins(left, bottom, kMapWidth, height);
      const std::string on = plate.name.empty() ? "" : ", " + plate.name;
      text +=
          canvas.label(readout + on + (truth ? ": measured" : ": " + study.architectures[map.architecture]),
                       left + kMapWidth / 2, bottom + height + 0.31, "center");
      if (truth && i == 0) text += legend(canvas);
      text += formatted(
          "plot $%s%zu using 1:2:(0.46):(0.46):3 with boxxyerror fillcolor rgb variable fillstyle solid "
          "noborder",
          truth ? "truth" : "predicted", i);
      if (!truth) {
        text += formatted(
            ", \\\n  $wrong%zu using 1:2 with points pointtype 7 pointsize %g linecolor rgb 'black'", i,
            map.columns > 24 ? 0.15 : 0.3);
      }
      text += "\nunset label\nunset object\n";
    }
  }
  return {text + "unset multiplot\nunset output\n", caption_of(study, map),
          [numbers = plate_numbers(study, map)] { return numbers; }};
}

}  // namespace results
