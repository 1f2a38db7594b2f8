#include "results/figures/heatmap_caption.hpp"

#include <algorithm>

#include "results/figures/spectra_caption.hpp"
#include "results/summary.hpp"
#include "results/varying_keys.hpp"

namespace results {

std::string heatmap_caption(const FigureSource& source, const HeatmapLayout& layout) {
  std::vector<std::string> keys =
      varying_keys(source.file(), {"model.architecture", "data.snr", "data.sampling"});
  if (keys.empty()) keys.emplace_back("data_reduction");
  const Summary summary(source.file(), keys, "test_accuracy");
  std::size_t least = 0;
  std::size_t most = 0;
  for (const Cell& cell : summary.cells()) {
    least = least == 0 ? cell.interval.n : std::min(least, cell.interval.n);
    most = std::max(most, cell.interval.n);
  }
  std::string text =
      "Test accuracy in percent by SNR (down) and data reduction (across), a column per "
      "sampling: means over replicates (n = " +
      std::to_string(least) + (most > least ? " to " + std::to_string(most) : "") +
      "), whose intervals are in accuracy-vs-reduction. Colours (cividis) go from chance, 50 %, to "
      "100 %; what is below chance has the colour of chance. SNR 0 is noise only.";
  std::size_t tested = 0;
  for (const HeatmapLayout::Panel& panel : layout.panels) tested = std::max(tested, panel.tested);
  if (tested > HeatmapLayout::kMostColumns)
    text += " Shown are " + std::to_string(HeatmapLayout::kMostColumns) + " of up to " +
            std::to_string(tested) +
            " samplings of an architecture, evenly taken by reduction; all are in "
            "the numbers (--data).";
  return text + spectra_caption_end(source.file());
}

}  // namespace results
