#include "sim/accuracy_limit.hpp"

#include <algorithm>
#include <cmath>

#include "sim/best_accuracy.hpp"
#include "sim/curvature_gain.hpp"

namespace sim {
namespace {

// From here on the noise is so small that only samples at the border count: curvature adds less than 0.1
// points.
constexpr double kLittleNoise = 0.97;
constexpr double kNothing = 1e-4;  // beyond chance: there is nothing to gain from, either

std::vector<Kubo> reference_of(const PopulationSettings& population) {
  if (population.second) return {population.reference, *population.second};
  return {population.reference};
}

}  // namespace

AccuracyLimit::AccuracyLimit(const Axes& axes, const Physics& physics, const PopulationSettings& population)
    : axes_(axes),
      physics_(physics),
      population_(population),
      information_(axes, physics, reference_of(population)) {}

AccuracyLimit::Subset& AccuracyLimit::subset(const Sampling& sampling) {
  const auto found = std::find_if(subsets_.begin(), subsets_.end(),
                                  [&](const Subset& known) { return known.sampling == sampling; });
  if (found != subsets_.end()) return *found;
  return subsets_.emplace_back(Subset{sampling, information_.of(sampling), std::nullopt});
}

AccuracyLimit::Answer AccuracyLimit::at(const Sampling& sampling, double snr) {
  Subset& subset = this->subset(sampling);
  Answer answer{best_accuracy(subset.information.known, snr, population_),
                best_accuracy(subset.information.estimated, snr, population_)};
  if (std::isfinite(snr) && answer.known < kLittleNoise && answer.known > 0.5 + kNothing) {
    if (!surface_) surface_.emplace(axes_, physics_, population_);
    if (!subset.nodes) subset.nodes = surface_->nodes(sampling);
    answer.known += curvature_gain(*surface_, *subset.nodes, snr, population_);
    answer.estimated = std::min(answer.estimated, answer.known);
  }
  return answer;
}

}  // namespace sim
