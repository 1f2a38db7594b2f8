#include "results/figures/confusion_figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "results/csv_lines.hpp"
#include "results/figures/canvas.hpp"
#include "results/figures/cividis.hpp"
#include "results/figures/snr_style.hpp"
#include "results/figures/spectra_caption.hpp"
#include "results/figures/test_votes.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

// Inches.
constexpr std::size_t kMostRows = 8;
constexpr double kLeft = 0.62;
constexpr double kCellWidth = 0.38;
constexpr double kCellHeight = 0.32;
constexpr double kGap = 0.12;
constexpr double kTop = 0.22;   // names of SNRs
constexpr double kTitle = 0.3;  // over a row
constexpr double kFoot = 0.36;  // what was predicted
constexpr double kHalfLine = 0.07;
constexpr const char* kNames[2] = {"same", "diff."};

struct Place {
  double left;
  double bottom;
};

/// The commands for one square, whose four cells are in inches: the axes are the figure's.
std::string square(const Confusion& confusion, Place at, std::string& text) {
  std::string data;
  for (std::size_t truth = 0; truth < 2; ++truth) {
    for (std::size_t said = 0; said < 2; ++said) {
      const double share = static_cast<double>(confusion.count[truth][said]) /
                           static_cast<double>(std::max<std::size_t>(1, confusion.of(truth)));
      const double x = at.left + kCellWidth * (static_cast<double>(said) + 0.5);
      const double y = at.bottom + kCellHeight * (1.5 - static_cast<double>(truth));
      const unsigned colour = cividis(share);
      data += formatted("%.4f %.4f %u\n", x, y, colour);
      text += formatted("%.4f %.4f %zu %u\n", x, y + kHalfLine, confusion.count[truth][said],
                        text_colour_on(colour));
      text += formatted("%.4f %.4f \"%.0f %%\" %u\n", x, y - kHalfLine, 100 * share, text_colour_on(colour));
    }
  }
  return data;
}

std::vector<Confusion> pooled(const ResultsFile& file, const TrialGroup& group) {
  std::vector<Confusion> by_snr(group.by_snr.size());
  for (std::size_t snr = 0; snr < by_snr.size(); ++snr) {
    for (const Observation* trial : group.by_snr[snr]) by_snr[snr].add(TestVotes::of(file, trial->row));
  }
  return by_snr;
}

std::string numbers_of(const FigureSource& source, const TrialGroups& groups) {
  CsvLines csv({"architecture", "sampling", "data_reduction", "snr", "truth", "prediction", "samples",
                "share_of_truth", "trials"});
  const Observations& seen = source.measured();
  for (const TrialGroup& group : groups.all) {
    const std::vector<Confusion> by_snr = pooled(source.file(), group);
    for (std::size_t snr = 0; snr < by_snr.size(); ++snr) {
      if (by_snr[snr].trials == 0) continue;
      for (std::size_t truth = 0; truth < 2; ++truth) {
        for (std::size_t said = 0; said < 2; ++said) {
          const std::size_t count = by_snr[snr].count[truth][said];
          csv.add(seen.architectures[group.architecture], seen.samplings[group.sampling].text,
                  seen.samplings[group.sampling].reduction, groups.snrs[snr],
                  truth == 0 ? "Same" : "Different", said == 0 ? "Same" : "Different", count,
                  by_snr[snr].of(truth) == 0
                      ? std::numeric_limits<double>::quiet_NaN()
                      : static_cast<double>(count) / static_cast<double>(by_snr[snr].of(truth)),
                  by_snr[snr].trials);
        }
      }
    }
  }
  return csv.text();
}

TrialGroups groups_of(const FigureSource& source) {
  return {source.measured(), kMostRows,
          [&](const TrialGroup& group) { return has_votes(source.file(), group); }};
}

}  // namespace

std::string lacking_votes(const FigureSource& source) {
  return groups_of(source).all.empty() ? "its complete trials have no predictions of test samples" : "";
}

Drawing confusion_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const TrialGroups groups = groups_of(source);
  const auto columns = static_cast<double>(groups.snrs.size());
  const auto rows = static_cast<double>(groups.shown.size());
  const double pitch = 2 * kCellWidth + kGap;
  const Canvas canvas{out, format, std::max(3.4, kLeft + columns * pitch + 0.05),
                      kTop + rows * (kTitle + 2 * kCellHeight) + kFoot};
  std::string names;
  std::string cells = "$cells << END\n# x, y (inches), colour\n";
  std::string text = "$text << END\n# x, y (inches), text, colour\n";
  for (std::size_t row = 0; row < groups.shown.size(); ++row) {
    const TrialGroup& group = groups.shown[row];
    const double bottom = canvas.height - kTop - static_cast<double>(row + 1) * (kTitle + 2 * kCellHeight);
    names += canvas.label(group.title(source.measured()), kLeft, bottom + 2 * kCellHeight + 0.1, "left");
    for (std::size_t truth = 0; truth < 2; ++truth) {
      names += canvas.label(kNames[truth], kLeft - 0.05,
                            bottom + kCellHeight * (1.5 - static_cast<double>(truth)), "right");
    }
    names += canvas.label("truth", kLeft - 0.47, bottom + kCellHeight, "center rotate by 90");
    const std::vector<Confusion> by_snr = pooled(source.file(), group);
    for (std::size_t snr = 0; snr < by_snr.size(); ++snr) {
      const double left = kLeft + pitch * static_cast<double>(snr);
      if (by_snr[snr].trials > 0) cells += square(by_snr[snr], {left, bottom}, text);
      if (row == 0) {
        const std::string name = snr_text(groups.snrs[snr]);
        names += canvas.label(groups.snrs[snr] == 0 || std::isinf(groups.snrs[snr]) ? name : "SNR " + name,
                              left + kCellWidth, canvas.height - 0.11, "center");
      }
      if (row + 1 < groups.shown.size()) continue;
      for (std::size_t said = 0; said < 2; ++said)
        names += canvas.label(kNames[said], left + kCellWidth * (static_cast<double>(said) + 0.5),
                              bottom - 0.1, "center");
    }
  }
  names += canvas.label("predicted", kLeft + (columns * pitch - kGap) / 2, 0.1, "center");
  std::string script = canvas.begin() + canvas.margins(0, 0, canvas.width, canvas.height);
  script += "unset border\nunset tics\nunset grid\n" + names + cells + "END\n" + text + "END\n";
  script += formatted("set xrange [0:%.4f]\nset yrange [0:%.4f]\n", canvas.width, canvas.height);
  script += formatted(
      "plot $cells using 1:2:(%.3f):(%.3f):3 with boxxyerror fillcolor rgb variable fillstyle solid border "
      "rgb 'white' "
      "linewidth 0.5, \\\n  $text using 1:2:3:4 with labels textcolor rgb variable\nunset output\n",
      kCellWidth / 2, kCellHeight / 2);
  std::string caption =
      "Test samples by truth (down) and prediction (across), pooled over replicates: how many, and which "
      "share of those of this truth. Colours (cividis) go from a share of 0 to 1. Different: beyond the "
      "threshold; equal "
      "logits are a Same.";
  if (const std::string left_out = groups.left_out(); !left_out.empty()) caption += " " + left_out;
  return {script, caption + spectra_caption_end(source.file()),
          [&source, groups] { return numbers_of(source, groups); }};
}

}  // namespace results
