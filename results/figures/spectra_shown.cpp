#include "results/figures/spectra_shown.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <utility>

#include "results/answers/levels_of_row.hpp"
#include "results/csv_lines.hpp"
#include "results/figures/evenly.hpp"
#include "results/figures/snr_style.hpp"
#include "results/figures/spectra_script.hpp"
#include "results/formatted.hpp"
#include "results/setting_of_rows.hpp"

namespace results {
namespace {

double reduction_of(const DataFacts& facts) {
  double reduction = 1;
  for (const KeptPoints& axis : {facts.waiting_times, facts.pump_times, facts.frequencies, facts.parts})
    reduction *= static_cast<double>(axis.of) / static_cast<double>(axis.kept);
  return reduction;
}

/// A trial at the lowest SNR of the study but 0; nothing without trials.
std::optional<sweep::TrialId> noisiest(const ResultsFile& file) {
  const SettingOfRows snr(file, "data.snr");
  std::optional<sweep::TrialId> trial;
  double lowest = 0;
  file.each([&](const RowView& row) {
    const double level = std::strtod(snr.of(row).c_str(), nullptr);
    const bool better = !trial || (level > 0 && (lowest == 0 || level < lowest));
    if (!better) return;
    trial = row.id();
    lowest = level;
  });
  return trial;
}

/// What each sampling keeps of each cube.
std::vector<SpectraShown::Kept> kept_by(const FigureSource& source) {
  std::vector<SpectraShown::Kept> kept;
  const SettingOfRows sampling(source.file(), "data.sampling");
  const LevelsOfRow cube(source.file(), is_of_cube);
  std::set<std::pair<std::string, std::string>> known;
  source.file().each([&](const RowView& row) {
    const auto kind = std::pair(sampling.of(row), cube.of(row));
    if (known.contains(kind)) return;
    const auto facts = source.simulator().facts(row.id());
    const auto times = source.simulator().kept_times(row.id());
    if (!facts || !times) return;
    kept.push_back({kind.first, reduction_of(*facts), *facts, *times});
    known.insert(kind);
  });
  return kept;
}

std::string kept_caption(const SpectraShown& shown) {
  std::string text;
  if (!shown.kept.empty())
    text +=
        " Below, which pairs of pump time and waiting time each sampling keeps of the full plane, with its "
        "data reduction and how many waiting times, pump times, frequencies (w) and parts are kept (more "
        "than 5,000 pairs: an area).";
  if (shown.kept.size() < shown.samplings)
    text += " Shown are " + std::to_string(shown.kept.size()) + " of " + std::to_string(shown.samplings) +
            " samplings, evenly taken by reduction.";
  return text;
}

}  // namespace

SpectraShown SpectraShown::of(const FigureSource& source) {
  SpectraShown shown;
  if (const auto trial = noisiest(source.file()))
    shown.pictures = source.simulator().pictures(*trial).value_or(SpectraPictures{});
  std::vector<Kept> all = kept_by(source);
  std::stable_sort(all.begin(), all.end(),
                   [](const Kept& a, const Kept& b) { return a.reduction < b.reduction; });
  shown.samplings = all.size();
  for (const std::size_t place : evenly(all.size(), kMostMaps)) shown.kept.push_back(std::move(all[place]));
  return shown;
}

std::string SpectraShown::caption() const {
  if (pictures.spectra.empty()) return "The spectra themselves cannot be simulated." + kept_caption(*this);
  const bool noisy = pictures.snr > 0 && std::isfinite(pictures.snr);
  std::string text =
      "Absorptive 2D spectra of the reference: real part of the Fourier transform over the pump time, whose "
      "first point is halved; blue (negative) is bleach and stimulated emission (0-1), red (positive) is "
      "excited-state absorption "
      "(1-2); the line is the diagonal. One colour scale for all panels, in units of the largest absolute "
      "value without noise";
  text +=
      noisy ? "; what exceeds 1 has the colour of 1. Above without noise, below with the noise of one "
              "sample in the time domain at SNR " +
                  short_number(pictures.snr) +
                  " (largest absolute value of the reference / standard deviation per part), all points kept."
            : ".";
  return text + kept_caption(*this);
}

std::string SpectraShown::numbers() const {
  CsvLines lines({"waiting_time_ps", "pump_cm1", "probe_cm1", "clean", "noisy"});
  const std::size_t columns = pictures.probe_cm1.size();
  for (const SpectraPictures::AtWaitingTime& at : pictures.spectra)
    for (std::size_t i = 0; i < at.clean.size(); ++i)
      lines.add(at.waiting_time_ps, pictures.pump_cm1[i / columns], pictures.probe_cm1[i % columns],
                at.clean[i], at.noisy[i]);
  return lines.text();
}

std::string lacking_spectra(const FigureSource& source) {
  const auto trial = noisiest(source.file());
  if (!trial) return "it has no trials";
  const auto times = source.simulator().kept_times(*trial);
  if (!times) return "its spectra are not simulated";
  if (times->frequencies < 2 || !(times->longest_pump_time_ps > 0))
    return "its cube has a single frequency or a single pump time: that is no 2D spectrum";
  return "";
}

Drawing spectra_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const SpectraShown shown = SpectraShown::of(source);
  return {spectra_script(shown, out, format), shown.caption(), [shown] { return shown.numbers(); }};
}

}  // namespace results
