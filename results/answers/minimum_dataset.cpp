#include "results/answers/minimum_dataset.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "results/answers/axis_series.hpp"
#include "results/answers/measured_cells.hpp"
#include "results/answers/minimum_search.hpp"

namespace results {
namespace {

constexpr std::array kAxes = {CubeAxis::WAITING_TIMES, CubeAxis::PUMP_TIMES, CubeAxis::FREQUENCIES,
                              CubeAxis::PARTS};

void check(const MinimumOptions& options) {
  const auto is_inside = [](double value) { return value > 0 && value < 1; };
  if (!is_inside(options.margin)) throw std::invalid_argument("the margin has to be between 0 and 1");
  if (!is_inside(options.confidence)) throw std::invalid_argument("the confidence has to be between 0 and 1");
  if (options.target_accuracy && !is_inside(*options.target_accuracy)) {
    throw std::invalid_argument("the accuracy to reach has to be between 0 and 1");
  }
}

std::vector<MeasuredCells::Place> places(const Observations& observations) {
  std::set<std::array<std::size_t, 3>> sorted;
  for (const auto* trials : {&observations.trials, &observations.open}) {
    for (const Observation& trial : *trials) sorted.insert({trial.snr, trial.architecture, trial.variant});
  }
  std::vector<MeasuredCells::Place> places;
  for (const auto& [snr, architecture, variant] : sorted) {
    // On noise alone every accuracy is 1/2, whatever is left out: that is the chance check's matter.
    if (observations.snrs[snr] > 0) places.push_back({architecture, snr, variant});
  }
  return places;
}

bool is_thinned(const Observations& observations, CubeAxis axis) {
  return std::any_of(observations.samplings.begin(), observations.samplings.end(), [&](const auto& sampling) {
    return sampling.facts && kept_of(*sampling.facts, axis).kept < kept_of(*sampling.facts, axis).of;
  });
}

}  // namespace

MinimumDataset::MinimumDataset(const Observations& observations, const MinimumOptions& wanted)
    : options(wanted) {
  check(options);
  const MinimumSearch search(observations, options);
  for (const MeasuredCells::Place& place : places(observations)) {
    whole.push_back(search.whole(place));
    for (const CubeAxis axis : kAxes) {
      if (is_thinned(observations, axis)) along_axes.push_back(search.along(place, axis));
    }
  }
}

}  // namespace results
