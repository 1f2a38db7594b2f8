#include "results/figures/roc_figure.hpp"

#include <array>

#include "results/csv_lines.hpp"
#include "results/figures/legend.hpp"
#include "results/figures/panel_frame.hpp"
#include "results/figures/roc_average.hpp"
#include "results/figures/snr_style.hpp"
#include "results/figures/spectra_caption.hpp"
#include "results/figures/test_votes.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

constexpr std::size_t kMostPanels = 8;
constexpr double kAxisLabel = 0.1;
constexpr std::size_t kMostInside = 4;  // lines of a legend in its panel
constexpr double kBeside = 0.95;        // inches, of a legend beside it
constexpr double kPitch = 0.125;        // of a panel's legend

/// Curves of the same panel differ in their dashes, too.
std::string dashes(std::size_t snr) {
  static constexpr std::array<const char*, 4> all = {"solid", "(14,4)", "(6,4)", "(14,4,3,4)"};
  return std::string(" dashtype ") + all[snr % all.size()];
}

std::string data_of(const std::vector<RocAverage>& curves, std::size_t panel) {
  std::string text;
  for (std::size_t snr = 0; snr < curves.size(); ++snr) {
    if (curves[snr].area.n == 0) continue;
    text += formatted(
        "$roc%zu_%zu << END\n# false positive rate, true positive rate: mean, least, most\n0 0 0 0\n", panel,
        snr);
    for (std::size_t i = 0; i <= RocAverage::kSteps; ++i) {
      const RocAverage::At& at = curves[snr].at[i];
      text += formatted("%g %.5g %.5g %.5g\n", static_cast<double>(i) / RocAverage::kSteps, at.mean, at.least,
                        at.most);
    }
    text += "END\n";
  }
  return text;
}

std::string plot(const std::vector<RocAverage>& curves, const std::vector<double>& snrs, std::size_t panel) {
  std::string text = std::string("plot x with lines ") + kChanceLine;
  const auto each = [&](const auto& draw) {
    for (std::size_t snr = 0; snr < curves.size(); ++snr) {
      if (curves[snr].area.n > 0) draw(snr, formatted(", \\\n  $roc%zu_%zu using ", panel, snr));
    }
  };
  each([&](std::size_t snr, const std::string& block) {
    text += block + "1:3:4 with filledcurves fillcolor rgb '" +
            snr_style(snrs, snr).see_through(band_alpha(snrs.size())) + "' fillstyle solid noborder";
  });
  each([&](std::size_t snr, const std::string& block) {
    text += block + "1:2 with lines linewidth 1.2 linecolor rgb '" + snr_style(snrs, snr).colour + "'" +
            dashes(snr);
  });
  return text + "\n";
}

/// SNR and area of each curve: in the panel's lower right corner, where no curve better than chance runs, or
/// beside the panel, where there are many.
std::string legend(const Canvas& canvas, const PanelGrid& grid, std::size_t panel,
                   const std::vector<RocAverage>& curves, const std::vector<double>& snrs) {
  const PanelGrid::Panel& place = grid.panels()[panel];
  std::size_t lines = 1;
  for (const RocAverage& curve : curves) lines += curve.area.n > 0 ? 1U : 0U;
  double y = snrs.size() > kMostInside ? place.bottom + grid.panel_height()
                                       : place.bottom + 0.04 + kPitch * static_cast<double>(lines);
  const double right = place.left + place.width - (snrs.size() > kMostInside ? 0 : 0.05);
  constexpr double kArea = 0.4;  // of the column of areas
  constexpr double kLine = 0.2;
  y -= kPitch / 2;
  std::string text = canvas.label("SNR", right - kArea, y, "right") + canvas.label("AUC", right, y, "right");
  for (std::size_t snr = 0; snr < curves.size(); ++snr) {
    if (curves[snr].area.n == 0) continue;
    y -= kPitch;
    text += canvas.label(snr_tick(snrs[snr]), right - kArea, y, "right");
    text += canvas.label(formatted("%.3f", curves[snr].area.mean), right, y, "right");
    const double left = right - kArea - 0.28 - kLine;
    text += "set arrow from " + canvas.place(left, y) + " to " + canvas.place(left + kLine, y) +
            " nohead linewidth 1.2 linecolor rgb '" + snr_style(snrs, snr).colour + "'" + dashes(snr) + "\n";
  }
  return text;
}

std::vector<RocAverage> curves_of(const ResultsFile& file, const TrialGroup& group) {
  std::vector<RocAverage> curves;
  for (const auto& trials : group.by_snr) curves.push_back(RocAverage::of(file, trials));
  return curves;
}

std::string numbers_of(const FigureSource& source, const TrialGroups& groups) {
  CsvLines csv({"architecture", "sampling", "data_reduction", "snr", "false_positive_rate",
                "true_positive_rate", "least", "most", "auc", "auc_low_95", "auc_high_95", "interval",
                "replicates"});
  const Observations& seen = source.measured();
  for (const TrialGroup& group : groups.all) {
    const std::vector<RocAverage> curves = curves_of(source.file(), group);
    for (std::size_t snr = 0; snr < curves.size(); ++snr) {
      const Interval& area = curves[snr].area;
      for (std::size_t i = 0; area.n > 0 && i <= RocAverage::kSteps; ++i) {
        const RocAverage::At& at = curves[snr].at[i];
        csv.add(seen.architectures[group.architecture], seen.samplings[group.sampling].text,
                seen.samplings[group.sampling].reduction, groups.snrs[snr],
                static_cast<double>(i) / RocAverage::kSteps, at.mean, at.least, at.most, area.mean, area.low,
                area.high, description(area.method), area.n);
      }
    }
  }
  return csv.text();
}

}  // namespace

Drawing roc_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const TrialGroups groups(source.measured(), kMostPanels,
                           [&](const TrialGroup& group) { return has_votes(source.file(), group); });
  std::vector<PanelGrid::Wish> wishes;
  std::vector<std::vector<RocAverage>> curves;
  for (const TrialGroup& group : groups.shown) {
    wishes.push_back({group.title(source.measured()), false});
    curves.push_back(curves_of(source.file(), group));
  }
  const bool beside = groups.snrs.size() > kMostInside;
  const PanelGrid grid(wishes, 0, beside ? 3 : 4);
  const Canvas canvas{out, format, grid.width(), grid.height()};
  std::string text = canvas.begin() + "set multiplot\nset samples 2\nset xrange [0:1]\nset yrange [0:1.01]\n";
  text += "set xtics 0.5 format '%g'\nset ytics 0.5\n";
  for (std::size_t i = 0; i < curves.size(); ++i) text += data_of(curves[i], i);
  for (std::size_t i = 0; i < curves.size(); ++i) {
    text += panel_frame(canvas, grid, i, "True positive rate");
    if (beside) {
      const PanelGrid::Panel& place = grid.panels()[i];
      text += canvas.margins(place.left, place.bottom, place.width - kBeside, grid.panel_height());
    }
    if (i == 0) text += canvas.label("False positive rate", grid.middle(), kAxisLabel, "center");
    text += legend(canvas, grid, i, curves[i], groups.snrs);
    text += plot(curves[i], groups.snrs, i) + "unset label\nunset arrow\n";
  }
  std::string caption =
      "Receiver operating characteristic of test samples (positive: Different; score: difference of the "
      "logits): means "
      "over replicates at each false positive rate, bands from the least to the most. AUC: mean over "
      "replicates of the "
      "area under the curve. Dotted: chance, area one half.";
  if (const std::string left_out = groups.left_out(); !left_out.empty()) caption += " " + left_out;
  return {text + "unset multiplot\nunset output\n", caption + spectra_caption_end(source.file()),
          [&source, groups] { return numbers_of(source, groups); }};
}

}  // namespace results
