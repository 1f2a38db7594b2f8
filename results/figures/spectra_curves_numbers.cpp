#include "results/csv_lines.hpp"
#include "results/figures/spectra_curves.hpp"

namespace results {

std::string spectra_curves_numbers(const FigureSource& source, const TrialGroups& groups) {
  CsvLines csv({"architecture", "sampling", "data_reduction", "snr", "curve", "epoch", "median", "least",
                "most", "trials"});
  const Observations& seen = source.measured();
  for (const TrialGroup& group : groups.all) {
    for (std::size_t snr = 0; snr < groups.snrs.size(); ++snr) {
      const SpectraCurves curves = SpectraCurves::of(source.file(), group, snr);
      for (std::size_t which = 0; which < SpectraCurves::kWhich.size(); ++which) {
        for (const SpectraCurves::Epoch& at : curves.series[which]) {
          csv.add(seen.architectures[group.architecture], seen.samplings[group.sampling].text,
                  seen.samplings[group.sampling].reduction, groups.snrs[snr],
                  sweep::kCurveNames[static_cast<std::size_t>(SpectraCurves::kWhich[which])], at.epoch,
                  at.median, at.least, at.most, at.trials);
        }
      }
    }
  }
  return csv.text();
}

}  // namespace results
