#include "results/figures/spectra_shown.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "results/csv_lines.hpp"
#include "results/figures/snr_style.hpp"
#include "results/figures/spectra_script.hpp"
#include "results/formatted.hpp"
#include "results/wells/setting_of_rows.hpp"

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

}  // namespace

SpectraShown SpectraShown::of(const FigureSource& source) {
  SpectraShown shown;
  if (const auto trial = noisiest(source.file()))
    shown.pictures = source.simulator().pictures(*trial).value_or(SpectraPictures{});
  const SettingOfRows sampling(source.file(), "data.sampling");
  source.file().each([&](const RowView& row) {
    const std::string name = sampling.of(row);
    const bool known = std::any_of(shown.kept.begin(), shown.kept.end(),
                                   [&](const Kept& kept) { return kept.sampling == name; });
    if (known) return;
    const auto facts = source.simulator().facts(row.id());
    const auto times = source.simulator().kept_times(row.id());
    if (facts && times) shown.kept.push_back({name, reduction_of(*facts), *facts, *times});
  });
  std::stable_sort(shown.kept.begin(), shown.kept.end(),
                   [](const Kept& a, const Kept& b) { return a.reduction < b.reduction; });
  return shown;
}

std::string SpectraShown::caption() const {
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
  if (!kept.empty())
    text +=
        " Below, which pairs of pump time and waiting time each sampling keeps of the full plane, with its "
        "data reduction and how many waiting times, pump times, frequencies (w) and parts are kept (more "
        "than 5,000 pairs: an area).";
  return text;
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
  if (!source.simulator().kept_times(*trial)) return "its spectra are not simulated";
  return "";
}

Drawing spectra_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const SpectraShown shown = SpectraShown::of(source);
  return {spectra_script(shown, out, format), shown.caption(), shown.numbers()};
}

}  // namespace results
