#include "sim/well_folds.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/random_stream.hpp"

namespace sim {
namespace {

using Wells = std::vector<std::size_t>;

Wells usable_wells(std::span<const double> values) {
  Wells wells;
  for (std::size_t well = 0; well < values.size(); ++well) {
    if (!std::isnan(values[well])) wells.push_back(well);
  }
  return wells;
}

/// In the order that a key draws.
void draw_order(Wells& wells, std::uint64_t key) {
  std::sort(wells.begin(), wells.end(), [&](std::size_t a, std::size_t b) {
    return RandomStream(key, a).bits() < RandomStream(key, b).bits();
  });
}

std::vector<double> values_at(const Wells& wells, std::span<const double> values) {
  std::vector<double> picked;
  for (const std::size_t well : wells) picked.push_back(values[well]);
  return picked;
}

std::vector<double> permuted(std::span<const double> values, const Wells& usable, std::uint64_t key) {
  std::vector<double> shuffled(values.begin(), values.end());
  Wells from = usable;
  draw_order(from, key);
  for (std::size_t i = 0; i < usable.size(); ++i) shuffled[usable[i]] = values[from[i]];
  return shuffled;
}

/// Neighbours in value go to different halves; which to which is drawn. The odd ones of two classes are
/// separated.
std::array<Wells, 2> halves_of(const Wells& usable, std::span<const double> values, double threshold,
                               std::uint64_t key) {
  std::array<Wells, 2> halves;
  std::size_t odd_goes_to = RandomStream(key, values.size()).bits() % 2;
  for (const bool positive : {false, true}) {
    Wells wells;
    std::copy_if(usable.begin(), usable.end(), std::back_inserter(wells),
                 [&](std::size_t well) { return (values[well] > threshold) == positive; });
    draw_order(wells, key);  // equal values in any order
    std::stable_sort(wells.begin(), wells.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    for (std::size_t i = 0; i + 1 < wells.size(); i += 2) {
      const std::size_t first = RandomStream(key, wells[i]).bits() >> 63;
      halves[first].push_back(wells[i]);
      halves[1 - first].push_back(wells[i + 1]);
    }
    if (wells.size() % 2 == 1) {
      halves[odd_goes_to].push_back(wells.back());
      odd_goes_to = 1 - odd_goes_to;
    }
  }
  return halves;
}

std::vector<LabelledWell> labelled(Wells wells, std::span<const double> values, double threshold,
                                   const WellRules& rules) {
  draw_order(wells, rules.key_balance);
  std::array<Wells, 2> classes;
  for (const std::size_t well : wells) classes[values[well] > threshold ? 1 : 0].push_back(well);
  const auto [fewer, more] = std::minmax({classes[0].size(), classes[1].size()});
  const std::size_t most = rules.balance == Balance::WELLS && more > fewer + 1 ? fewer : more;
  std::vector<LabelledWell> kept;
  for (const std::uint8_t label : {0, 1}) {
    Wells& of_class = classes[label];
    of_class.resize(std::min(of_class.size(), most));
    for (const std::size_t well : of_class) kept.push_back({well, label});
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.well < b.well; });
  return kept;
}

/// Moves a share of each class to the validation wells: at least one, and never all.
void take_validation(FoldWells& fold, const WellRules& rules) {
  if (rules.validation_fraction <= 0) return;
  for (const std::uint8_t label : {0, 1}) {
    Wells wells;
    for (const LabelledWell& well : fold.train) {
      if (well.label == label) wells.push_back(well.well);
    }
    draw_order(wells, rules.key_split + 1);
    if (wells.size() < 2) continue;
    const auto share =
        static_cast<std::size_t>(std::llround(rules.validation_fraction * static_cast<double>(wells.size())));
    wells.resize(std::clamp<std::size_t>(share, 1, wells.size() - 1));
    for (const std::size_t well : wells) {
      fold.validation.push_back({well, label});
      std::erase(fold.train, LabelledWell{well, label});
    }
  }
  std::sort(fold.validation.begin(), fold.validation.end(),
            [](const auto& a, const auto& b) { return a.well < b.well; });
}

std::size_t positives(const std::vector<LabelledWell>& wells) {
  return static_cast<std::size_t>(
      std::count_if(wells.begin(), wells.end(), [](const LabelledWell& w) { return w.label == 1; }));
}

/// Two wells of each class to learn from: one to train on and one to validate with.
bool can_be_learned(const FoldWells& fold) {
  const std::size_t ones = positives(fold.train);
  return ones >= 2 && fold.train.size() - ones >= 2;
}

/// Whether a plate has enough wells is for all its replicates to agree on: so this looks at the classes of
/// all wells, not at those of halves that were drawn.
std::string too_few(const Wells& usable, std::span<const double> values, double threshold,
                    const WellRules& rules) {
  const auto ones = static_cast<std::size_t>(std::count_if(
      usable.begin(), usable.end(), [&](std::size_t well) { return values[well] > threshold; }));
  const std::size_t zeros = usable.size() - ones;
  const auto [fewer, more] = std::minmax({ones, zeros});
  const std::size_t left = rules.balance == Balance::WELLS && more > fewer + 1 ? 2 * fewer : usable.size();
  if (left >= rules.least_wells) return "";
  return std::to_string(ones) + " positive and " + std::to_string(zeros) +
         " negative wells: " + std::to_string(left) +
         (rules.balance == Balance::WELLS ? " after balancing" : "") + ", fewer than data.least_wells " +
         std::to_string(rules.least_wells);
}

}  // namespace

WellFolds WellFolds::choose(std::span<const double> measured, const WellRules& rules) {
  WellFolds chosen;
  const Wells usable = usable_wells(measured);
  if (usable.size() < std::max<std::size_t>(rules.least_wells, 4)) {
    chosen.dropped_because = "only " + std::to_string(usable.size()) + " wells have both image and readout";
    return chosen;
  }
  const auto known = values_at(usable, measured);
  if (std::all_of(known.begin(), known.end(), [&](double value) { return value == known.front(); })) {
    chosen.dropped_because = "all wells have the same value";
    return chosen;
  }
  const auto values = rules.labels == Labels::PERMUTED
                          ? permuted(measured, usable, rules.key_permutation)
                          : std::vector<double>(measured.begin(), measured.end());
  const double threshold_of_plate = rules.binarisation.fit(values_at(usable, values));
  chosen.dropped_because = too_few(usable, values, threshold_of_plate, rules);
  if (!chosen.dropped_because.empty()) return chosen;
  const auto halves = halves_of(usable, values, threshold_of_plate, rules.key_split);
  for (const std::size_t tested : {0, 1}) {
    FoldWells& fold = chosen.folds[tested];
    const Wells& learned_from = halves[1 - tested];
    fold.threshold = rules.binarisation.fit(values_at(learned_from, values));
    fold.train = labelled(learned_from, values, fold.threshold, rules);
    fold.test = labelled(halves[tested], values, fold.threshold, rules);
  }
  if (!can_be_learned(chosen.folds[0]) || !can_be_learned(chosen.folds[1]))
    chosen.dropped_because = "a half of the wells has fewer than two of a class to learn from";
  for (FoldWells& fold : chosen.folds) take_validation(fold, rules);
  return chosen;
}

}  // namespace sim
