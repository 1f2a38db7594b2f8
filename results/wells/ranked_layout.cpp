#include "results/wells/ranked_layout.hpp"

#include <algorithm>

#include "results/figures/panel_grid.hpp"
#include "results/formatted.hpp"
#include "results/wells/short_name.hpp"

namespace results {
namespace {

// Inches.
constexpr double kRowPitch = 0.152;
constexpr double kTop = 0.52;  // legend and column heads
constexpr double kBottom = 0.46;
constexpr double kPlotWidth = 3.2;
constexpr double kAir = 0.08;
constexpr double kWells = 0.42;  // the column with the number of wells
constexpr double kLegendCharacter = 0.051;
constexpr double kMark = 0.14;  // of the legend
constexpr double kBetween = 0.22;

constexpr std::size_t kLongestName = 34;
constexpr const char* kBandName = "best of as many coin flips as trials";
constexpr const char* kBaselineName = "always positive";
constexpr const char* kHead = " textcolor rgb '#505050'";

double entry_width(const std::string& name) {
  return kMark + 0.08 + kLegendCharacter * static_cast<double>(name.size()) + kBetween;
}

}  // namespace

bool occurs(Verdict verdict, const std::vector<RankedReadout>& ranking) {
  return std::any_of(ranking.begin(), ranking.end(),
                     [&](const RankedReadout& readout) { return readout.verdict == verdict; });
}

RankedLayout::RankedLayout(const WellsStudy& study, const std::vector<RankedReadout>& ranking)
    : study_(study), ranking_(ranking) {
  std::size_t name = std::string_view("readout").size();
  std::size_t architecture = std::string_view("architecture").size();
  for (const RankedReadout& readout : ranking) {
    name = std::max(name, short_name(study.readouts[readout.readout], kLongestName).size());
    architecture = std::max(architecture, architecture_of(readout).size());
  }
  plot_ = kCharacterWidth * static_cast<double>(name) + 2 * kAir;
  wells_ = plot_ + kPlotWidth + kWells;
  architectures_ = wells_ + 2 * kAir;
  double legend = 2 * kAir + entry_width(kBandName) + entry_width(kBaselineName);
  for (const VerdictMark& mark : kVerdictMarks) {
    if (occurs(mark.verdict, ranking)) legend += entry_width(std::string(description(mark.verdict)));
  }
  width_ = std::max(legend, architectures_ + kCharacterWidth * static_cast<double>(architecture) + kAir);
}

double RankedLayout::height() const {
  return kTop + kRowPitch * static_cast<double>(ranking_.size()) + kBottom;
}

std::string RankedLayout::architecture_of(const RankedReadout& readout) const {
  return study_.architectures[readout.architecture] +
         (study_.is_random(readout.architecture) ? " (random)" : "");
}

std::string RankedLayout::text(const Canvas& canvas) const {
  const double head = canvas.height - kTop + 0.1;
  return canvas.margins(plot_, kBottom, kPlotWidth, canvas.height - kTop - kBottom) + legend(canvas) +
         canvas.label("readout", plot_ - kAir, head, std::string("right") + kHead) +
         canvas.label("wells", wells_, head, std::string("right") + kHead) +
         canvas.label("architecture", architectures_, head, std::string("left") + kHead) + rows(canvas);
}

std::string RankedLayout::legend(const Canvas& canvas) const {
  const double y = canvas.height - 0.13;
  double x = 2 * kAir;
  std::string text;
  const auto named = [&](const std::string& name) {
    text += canvas.label(name, x + kMark, y, "left");
    x += entry_width(name);
  };
  for (const VerdictMark& mark : kVerdictMarks) {
    if (!occurs(mark.verdict, ranking_)) continue;
    text += "set label '' at " + canvas.place(x, y) +
            formatted(" point pointtype %d pointsize 0.5 linecolor rgb '%s'\n", mark.point, mark.colour);
    named(std::string(description(mark.verdict)));
  }
  text += "set object rectangle from " + canvas.place(x - 0.08, y - 0.05) + " to " +
          canvas.place(x + 0.08, y + 0.05) +
          formatted(" fillcolor rgb '%s' fillstyle solid noborder\n", kChanceBandColour);
  text += "set arrow from " + canvas.place(x, y - 0.05) + " to " + canvas.place(x, y + 0.05) +
          formatted(" nohead linecolor rgb '%s' linewidth 1\n", kChanceMeanColour);
  named(kBandName);
  text += "set arrow from " + canvas.place(x + 0.04, y - 0.07) + " to " + canvas.place(x + 0.04, y + 0.07) +
          formatted(" nohead linecolor rgb '%s' linewidth 1\n", kAlwaysPositiveColour);
  named(kBaselineName);
  return text;
}

std::string RankedLayout::rows(const Canvas& canvas) const {
  std::string text;
  for (std::size_t i = 0; i < ranking_.size(); ++i) {
    const double y = canvas.height - kTop - kRowPitch * (static_cast<double>(i) + 0.5);
    const RankedReadout& readout = ranking_[i];
    text +=
        canvas.label(short_name(study_.readouts[readout.readout], kLongestName), plot_ - kAir, y, "right");
    text += canvas.label(std::to_string(readout.wells), wells_, y, "right");
    text += canvas.label(architecture_of(readout), architectures_, y, "left");
  }
  return text;
}

}  // namespace results
