#include "results/figures/spectra_curves_figure.hpp"

#include <algorithm>
#include <cmath>

#include "results/figures/legend.hpp"
#include "results/figures/panel_frame.hpp"
#include "results/figures/snr_style.hpp"
#include "results/figures/spectra_caption.hpp"
#include "results/figures/spectra_curves.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

constexpr std::size_t kMostColumns = 5;
constexpr std::size_t kFewEpochs = 12;  // so few that points are wanted
constexpr std::size_t kFewTics = 6;
constexpr double kAxisLabel = 0.1;
constexpr double kHighestLoss = 2;  // a network that is wrong and sure of it can press all else flat
constexpr double kGuessing = 0.6931471805599453;  // ln 2: the loss of saying one half
constexpr const char* kTrain = "linewidth 0.9 dashtype (8,5)";
constexpr std::size_t kLoss = 2;  // the first of its two places in SpectraCurves::kWhich

struct Shown {
  const TrialGroup* group;
  std::vector<SpectraCurves> by_snr;
};

std::string name_of(std::size_t column, std::size_t snr, std::size_t which) {
  return formatted(
      "$%s%zu_%zu",
      std::string(sweep::kCurveNames[static_cast<std::size_t>(SpectraCurves::kWhich[which])]).c_str(), column,
      snr);
}

std::string data_of(const Shown& shown, std::size_t column, double top) {
  std::string text;
  for (std::size_t snr = 0; snr < shown.by_snr.size(); ++snr) {
    for (std::size_t which = 0; which < SpectraCurves::kWhich.size(); ++which) {
      const double scale = which < kLoss ? 100 : 1;
      const double most = which < kLoss ? 100 : top;
      const auto& series = shown.by_snr[snr].series[which];
      if (series.empty()) continue;
      text += name_of(column, snr, which) + " << END\n# epoch, median, least, most\n";
      for (const SpectraCurves::Epoch& at : series) {
        text += formatted("%zu %.6g %.6g %.6g\n", at.epoch, scale * at.median,
                          std::min(most, scale * at.least), std::min(most, scale * at.most));
      }
      text += "END\n";
    }
  }
  return text;
}

std::string plot(const Shown& shown, const std::vector<double>& snrs, std::size_t column, bool loss) {
  std::string text = formatted("plot %.6f with lines %s", loss ? kGuessing : 50, kChanceLine);
  const std::size_t test = loss ? kLoss : 0;
  const auto each = [&](std::size_t which, const auto& draw) {
    for (std::size_t snr = 0; snr < snrs.size(); ++snr) {
      const auto& series = shown.by_snr[snr].series[which];
      if (!series.empty())
        draw(snr_style(snrs, snr), ", \\\n  " + name_of(column, snr, which) + " using ", series);
    }
  };
  each(test, [&](const SeriesStyle& style, const std::string& block, const SpectraCurves::Series&) {
    text += block + "1:3:4 with filledcurves fillcolor rgb '" + style.see_through(band_alpha(snrs.size())) +
            "' fillstyle solid noborder";
  });
  each(test + 1, [&](const SeriesStyle& style, const std::string& block, const SpectraCurves::Series&) {
    text += block + "1:2 with lines " + kTrain + formatted(" linecolor rgb '%s'", style.colour);
  });
  each(test, [&](const SeriesStyle& style, const std::string& block, const SpectraCurves::Series& series) {
    text += block + "1:2 with lines linewidth 1.3" + formatted(" linecolor rgb '%s'", style.colour);
    if (series.size() <= kFewEpochs)
      text += block + formatted("1:2 with points pointtype %d pointsize 0.35 linecolor rgb '%s'", style.point,
                                style.colour);
  });
  return text + "\n";
}

Legend legend_of(const std::vector<double>& snrs) {
  Legend legend;
  legend.head("SNR");
  for (std::size_t i = 0; i < snrs.size(); ++i) {
    const SeriesStyle style = snr_style(snrs, i);
    legend.point(snr_text(snrs[i]), formatted("linecolor rgb '%s' linewidth 1.3", style.colour), style.colour,
                 style.point);
  }
  legend.gap();
  legend.line("test", "linecolor rgb 'black' linewidth 1.3");
  legend.patch("its range", "fillcolor rgb '#C8C8C8' fillstyle solid noborder");
  legend.line("training", std::string("linecolor rgb 'black' ") + kTrain);
  legend.line("guessing", kChanceLine);
  return legend;
}

TrialGroups groups_of(const FigureSource& source) {
  return {source.measured(), kMostColumns,
          [&](const TrialGroup& group) { return SpectraCurves::are_in(source.file(), group); }};
}

}  // namespace

std::string lacking_spectra_curves(const FigureSource& source) {
  return groups_of(source).all.empty() ? "its complete trials have no curves" : "";
}

Drawing spectra_curves_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const TrialGroups groups = groups_of(source);
  std::vector<Shown> all;
  std::vector<PanelGrid::Wish> wishes;
  double top = kGuessing;
  double bottom = 0.41;  // of accuracies
  std::size_t epochs = 2;
  for (const TrialGroup& group : groups.shown) {
    Shown shown{&group, {}};
    for (std::size_t snr = 0; snr < groups.snrs.size(); ++snr) {
      shown.by_snr.push_back(SpectraCurves::of(source.file(), group, snr));
      for (std::size_t which = 0; which < SpectraCurves::kWhich.size(); ++which) {
        for (const SpectraCurves::Epoch& at : shown.by_snr.back().series[which]) {
          if (which >= kLoss) top = std::max(top, at.most);
          if (which < kLoss) bottom = std::min(bottom, at.median);
          epochs = std::max(epochs, at.epoch);
        }
      }
    }
    wishes.push_back({group.title(source.measured()), false});
    all.push_back(std::move(shown));
  }
  const bool cut = 1.05 * top > kHighestLoss;
  top = std::min(kHighestLoss, 1.05 * top);
  wishes.resize(2 * wishes.size());  // the lower row has no titles
  const Legend legend = legend_of(groups.snrs);
  const PanelGrid grid(wishes, legend.width(), all.size());
  const Canvas canvas{out, format, grid.width(), grid.height()};
  std::string text = canvas.begin() + formatted("set multiplot\nset xrange [1:%zu]\n", epochs) +
                     (epochs <= kFewTics ? "set xtics 1\n" : "");
  for (std::size_t i = 0; i < all.size(); ++i) text += data_of(all[i], i, top);
  for (std::size_t i = 0; i < 2 * all.size(); ++i) {
    const bool loss = i >= all.size();
    text += panel_frame(canvas, grid, i, loss ? "Loss" : "Accuracy (%)");
    text += loss ? formatted("set yrange [0:%.4g]\nset ytics %g\n", top, top > 1.2 ? 0.5 : 0.2)
                 : formatted("set yrange [%g:101]\nset ytics 10\n", 10 * std::floor(10 * bottom));
    if (i == 0) {
      text += canvas.label("Epoch", grid.middle(), kAxisLabel, "center");
      text += legend.text(canvas, grid.legend_left(), grid.panels()[0].bottom + grid.panel_height() - 0.06);
    }
    text += plot(all[i % all.size()], groups.snrs, i % all.size(), loss) +
            "unset label\nunset arrow\nunset object\n";
  }
  std::string caption =
      "Accuracy and loss by epoch, of test samples (cross-entropy) and in training (the loss that is "
      "minimised: of "
      "distilled networks another one): medians over "
      "replicates, "
      "bands from the least to the most of the test curves. Dotted: guessing (50 %, ln 2).";
  if (cut) caption += " What ends at the upper edge goes on above it.";
  if (const std::string left_out = groups.left_out(); !left_out.empty()) caption += " " + left_out;
  return {text + "unset multiplot\nunset output\n", caption + spectra_caption_end(source.file()),
          [&source, groups] { return spectra_curves_numbers(source, groups); }};
}

}  // namespace results
