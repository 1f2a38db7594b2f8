#include "results/figures/spectra_curves.hpp"

#include <algorithm>
#include <cmath>

#include "results/statistics/quartiles.hpp"

namespace results {
namespace {

const std::vector<float>& curve_of(const sweep::TrialRecord& record, sweep::Curve which) {
  return record.curves[static_cast<std::size_t>(which)];
}

}  // namespace

bool SpectraCurves::are_in(const ResultsFile& file, const TrialGroup& group) {
  if (file.shape().epochs == 0) return false;
  for (const auto& trials : group.by_snr) {
    for (const Observation* trial : trials) {
      if (!curve_of(file.read(trial->row), sweep::Curve::TRAIN_LOSS).empty()) return true;
    }
  }
  return false;
}

SpectraCurves SpectraCurves::of(const ResultsFile& file, const TrialGroup& group, std::size_t snr) {
  std::array<std::vector<std::vector<double>>, kWhich.size()> values;  // [curve][epoch][trial]
  for (const Observation* trial : group.by_snr[snr]) {
    const sweep::TrialRecord record = file.read(trial->row);
    for (std::size_t which = 0; which < kWhich.size(); ++which) {
      const std::vector<float>& curve = curve_of(record, kWhich[which]);
      if (values[which].size() < curve.size()) values[which].resize(curve.size());
      for (std::size_t epoch = 0; epoch < curve.size(); ++epoch) {
        // NaN where run.evaluate_every left an epoch out.
        if (std::isfinite(curve[epoch])) values[which][epoch].push_back(static_cast<double>(curve[epoch]));
      }
    }
  }
  SpectraCurves curves;
  for (std::size_t which = 0; which < kWhich.size(); ++which) {
    for (std::size_t epoch = 0; epoch < values[which].size(); ++epoch) {
      const std::vector<double>& at = values[which][epoch];
      if (at.empty()) continue;
      const auto [least, most] = std::minmax_element(at.begin(), at.end());
      curves.series[which].push_back({epoch + 1, at.size(), Quartiles(at).median, *least, *most});
    }
  }
  return curves;
}

}  // namespace results
