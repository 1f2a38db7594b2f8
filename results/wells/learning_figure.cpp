#include "results/wells/learning_figure.hpp"

#include <algorithm>

#include "results/figures/panel_grid.hpp"
#include "results/formatted.hpp"
#include "results/wells/figure_numbers.hpp"
#include "results/wells/paired_caption.hpp"

namespace results {
namespace {

// Inches.
constexpr double kOverPanel = 0.1;
constexpr double kAxisLabel = 0.1;
constexpr double kLegend = 0.95;
constexpr double kLegendPitch = 0.16;

constexpr double kHighest = 2;  // a network that is wrong and sure of it can press all else flat
constexpr double kGuessing = 0.6931471805599453;  // ln 2: the loss of saying one half

std::string data_of(const LearningCurves::Series& series, const std::string& name, double top) {
  std::string text = "$" + name + " << END\n";
  for (std::size_t i = 0; i < series.size(); ++i) {
    text += formatted("%zu %.6g %.6g %.6g\n", i + 1, std::min(top, series[i].lower), series[i].median,
                      std::min(top, series[i].upper));
  }
  return text + "END\n";
}

double upper_end(const LearningCurves& curves) {
  double most = kGuessing;
  for (const LearningCurves::Panel& panel : curves.panels) {
    for (const auto* series : {&panel.train, &panel.validation}) {
      for (const Quartiles& at : *series) most = std::max(most, at.upper);
    }
  }
  return std::min(kHighest, 1.05 * most);
}

std::size_t most_epochs(const LearningCurves& curves) {
  std::size_t most = 2;
  for (const LearningCurves::Panel& panel : curves.panels) most = std::max(most, panel.train.size());
  return most;
}

std::string legend(const PanelGrid& grid, const Canvas& canvas) {
  const double x = grid.legend_left();
  double y = grid.legend_top();
  std::string text;
  const auto entry = [&](const char* name, const std::string& line) {
    text +=
        "set arrow from " + canvas.place(x, y) + " to " + canvas.place(x + 0.2, y) + " nohead " + line + "\n";
    text += canvas.label(name, x + 0.26, y, "left");
    y -= kLegendPitch;
  };
  entry("training", formatted("linecolor rgb '%s' linewidth 1.3", colours::kBlue));
  entry("validation", formatted("linecolor rgb '%s' linewidth 1.3", colours::kVermillion));
  entry("guessing", formatted("linecolor rgb '%s' linewidth 0.8 dashtype (14,8)", colours::kGrey));
  return text;
}

std::string plot(std::size_t panel, bool validated) {
  std::string text = formatted("plot %.6f with lines linecolor rgb '%s' linewidth 0.8 dashtype (14,8)",
                               kGuessing, colours::kGrey);
  const auto layer = [&](const char* name, const char* colour) {
    text += formatted(
        ", \\\n  $%s%zu using 1:2:4 with filledcurves fillcolor rgb '#C8%s' fillstyle solid noborder", name,
        panel, colour + 1);
    text += formatted(", \\\n  $%s%zu using 1:3 with lines linecolor rgb '%s' linewidth 1.3", name, panel,
                      colour);
  };
  layer("train", colours::kBlue);
  if (validated) layer("validation", colours::kVermillion);
  return text + "\n";
}

std::string caption_of(const WellsStudy& study, const LearningCurves& curves, double top) {
  std::string text =
      "Loss (cross-entropy) by epoch over readouts, augmentations and replicates: medians, and bands from "
      "the "
      "lower to the upper quartile, over the trials that went on (as long as at least half did; each is the "
      "mean of its two folds). Trials:";
  bool cut = false;
  for (const LearningCurves::Panel& panel : curves.panels) {
    text += (&panel == &curves.panels.front() ? " " : ", ") + study.architectures[panel.architecture] +
            " n = " + std::to_string(panel.trials);
    for (const Quartiles& at : panel.validation) cut = cut || at.upper > top;
  }
  text += ". Dashed: the loss of always saying one half.";
  if (cut) text += " What ends at the upper edge goes on above it.";
  return text + caption_end(study);
}

}  // namespace

Drawing learning_figure(const WellsStudy& study, const LearningCurves& curves, const std::string& out,
                        ImageFormat format) {
  std::vector<PanelGrid::Wish> wishes;
  for (const LearningCurves::Panel& panel : curves.panels) {
    wishes.push_back(
        {study.architectures[panel.architecture] + (study.is_random(panel.architecture) ? " (random)" : ""),
         false});
  }
  const PanelGrid grid(wishes, kLegend);
  const Canvas canvas{out, format, grid.width(), grid.height()};
  const double top = upper_end(curves);
  std::string text = canvas.begin() + "set multiplot\n";
  text += formatted("set xrange [1:%zu]\nset yrange [0:%.4g]\nset xtics autofreq\nset ytics %g\n",
                    most_epochs(curves), top, top > 1.2 ? 0.5 : 0.2);
  for (std::size_t i = 0; i < curves.panels.size(); ++i) {
    const LearningCurves::Panel& data = curves.panels[i];
    const PanelGrid::Panel& panel = grid.panels()[i];
    text += data_of(data.train, "train" + std::to_string(i), top) +
            data_of(data.validation, "validation" + std::to_string(i), top);
    text += canvas.margins(panel.left, panel.bottom, panel.width, grid.panel_height());
    text += panel.first_in_row ? "set format y '%g'\nset ylabel 'Loss' offset 0.9,0\n"
                               : "set format y ''\nunset ylabel\n";
    double y = panel.bottom + grid.panel_height() + kOverPanel +
               kTitlePitch * static_cast<double>(panel.title.size());
    for (const std::string& line : panel.title) {
      y -= kTitlePitch;
      text += canvas.label(line, panel.left + panel.width / 2, y, "center");
    }
    if (i == 0) text += canvas.label("Epoch", grid.middle(), kAxisLabel, "center") + legend(grid, canvas);
    text += plot(i, !data.validation.empty()) + "unset label\nunset arrow\n";
  }
  return {text + "unset multiplot\nunset output\n", caption_of(study, curves, top),
          [numbers = learning_numbers(study, curves)] { return numbers; }};
}

}  // namespace results
