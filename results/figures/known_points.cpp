#include "results/figures/known_points.hpp"

#include <array>
#include <cmath>
#include <set>

namespace results {

void KnownPoints::Mean::add(double replicate, double value) {
  Sum& sum = replicates_[replicate];
  sum.all += value;
  ++sum.count;
}

double KnownPoints::Mean::get() const {
  double all = 0;
  for (const auto& [replicate, sum] : replicates_) all += sum.all / sum.count;
  return all / static_cast<double>(replicates_.size());
}

KnownPoints::KnownPoints(const FigureSource& source) : seen_(&source.observations()) {
  std::set<std::array<std::size_t, 4>> enough;  // architecture, SNR, variant, sampling
  for (const MinimumAnswer& answer : source.minimum().whole) {
    if (!answer.enough) continue;
    const std::size_t sampling = answer.levels[*answer.enough].sampling;
    enough.insert({answer.architecture, answer.snr, answer.variant, sampling});
  }
  for (const Observation& trial : seen_->trials) {
    const Observations::Sampling& sampling = seen_->samplings[trial.sampling];
    if (std::isnan(trial.accuracy) || std::isnan(sampling.reduction)) continue;
    Known& known = points_[{seen_->architectures[trial.architecture], seen_->snrs[trial.snr], sampling.text,
                            sampling.reduction}];
    known.best.add(trial.replicate, trial.best_accuracy);
    known.best_estimated.add(trial.replicate, trial.best_accuracy_estimated);
    known.enough =
        known.enough && enough.contains({trial.architecture, trial.snr, trial.variant, trial.sampling});
  }
}

void KnownPoints::add_to(const std::string& architecture, double snr,
                         AccuracyVsReduction::Point& point) const {
  if (points_.empty()) return;
  const auto found = points_.find({architecture.empty() ? seen_->architectures.front() : architecture,
                                   std::isnan(snr) ? seen_->snrs.front() : snr,
                                   point.sampling.empty() ? seen_->samplings.front().text : point.sampling,
                                   point.reduction});
  if (found == points_.end()) return;
  point.best = found->second.best.get();
  point.best_estimated = found->second.best_estimated.get();
  point.enough = found->second.enough;
}

}  // namespace results
