#include "results/answers/minimum_dataset.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>

#include "results/answers/axis_series.hpp"
#include "results/answers/measured_cells.hpp"
#include "results/answers/minimum_judgement.hpp"

namespace results {
namespace {

constexpr std::array kAxes = {CubeAxis::WAITING_TIMES, CubeAxis::PUMP_TIMES, CubeAxis::FREQUENCIES,
                              CubeAxis::PARTS};
constexpr const char* kTeacher = "teacher";

void check(const MinimumOptions& options) {
  const auto is_inside = [](double value) { return value > 0 && value < 1; };
  if (!is_inside(options.margin)) throw std::invalid_argument("the margin has to be between 0 and 1");
  if (!is_inside(options.confidence)) throw std::invalid_argument("the confidence has to be between 0 and 1");
  if (options.target_accuracy && !is_inside(*options.target_accuracy)) {
    throw std::invalid_argument("the accuracy to reach has to be between 0 and 1");
  }
}

/// Looks the references up, and puts series together.
class Search {
 public:
  Search(const Observations& observations, const MinimumOptions& options)
      : seen_(observations), cells_(observations), options_(options) {
    for (std::size_t i = 0; i < seen_.architectures.size(); ++i) {
      if (seen_.architectures[i] == kTeacher) teacher_ = i;
    }
  }

  MinimumAnswer whole(const MeasuredCells::Place& place) const {
    MinimumAnswer answer = of(place);
    answer.reference = options_.target_accuracy ? given() : measured_reference(place);
    if (answer.reference.kind == ReferenceKind::NONE) return answer;
    ReductionSeries series;
    series.reference = cell_of(answer.reference, place);
    for (std::size_t i = 0; i < seen_.samplings.size(); ++i) {
      const double reduction = seen_.samplings[i].reduction;
      const MeasuredCell* cell = cells_.find(place, i);
      if (!cell || cell == series.reference || std::isnan(reduction)) continue;
      series.steps.push_back({i, reduction, reduction, {}, cell});
    }
    std::stable_sort(series.steps.begin(), series.steps.end(), [](const auto& a, const auto& b) {
      return a.reduction != b.reduction ? a.reduction < b.reduction
                                        : a.cell->best_accuracy > b.cell->best_accuracy;
    });
    const auto is_reduced = [&](const auto& step) { return !seen_.samplings[step.sampling].is_full(); };
    if (std::none_of(series.steps.begin(), series.steps.end(), is_reduced)) return answer;
    judge(series, options_, answer);
    return answer;
  }

  MinimumAnswer along(const MeasuredCells::Place& place, CubeAxis axis) const {
    MinimumAnswer answer = of(place);
    answer.axis = axis;
    const std::optional<AxisSeries> members = axis_series(seen_, cells_, place, axis);
    if (!members) return answer;
    answer.from_full_cube = members->from_full_cube;
    ReductionSeries series;
    for (const std::size_t sampling : members->samplings) {
      const Observations::Sampling& seen = seen_.samplings[sampling];
      const KeptPoints& points = kept_of(*seen.facts, axis);
      const double reduction = static_cast<double>(points.of) / static_cast<double>(points.kept);
      series.steps.push_back({sampling, seen.reduction, reduction, points, cells_.find(place, sampling)});
    }
    if (options_.target_accuracy) {
      answer.reference = given();
      answer.reference.sampling = members->samplings.front();
    } else {
      answer.reference = measured(ReferenceKind::OWN, place.architecture, place, members->samplings.front());
      series.reference = series.steps.front().cell;
      series.reference_series_reduction = series.steps.front().series_reduction;
      series.steps.erase(series.steps.begin());
    }
    judge(series, options_, answer);
    return answer;
  }

 private:
  static MinimumAnswer of(const MeasuredCells::Place& place) {
    MinimumAnswer answer;
    answer.architecture = place.architecture;
    answer.snr = place.snr;
    answer.variant = place.variant;
    return answer;
  }

  MinimumReference given() const {
    MinimumReference reference;
    reference.kind = ReferenceKind::GIVEN;
    reference.accuracy = *options_.target_accuracy;
    return reference;
  }

  MinimumReference measured(ReferenceKind kind, std::size_t architecture, MeasuredCells::Place place,
                            std::size_t sampling) const {
    place.architecture = architecture;
    const MeasuredCell& cell = *cells_.find(place, sampling);
    return {kind, architecture, sampling, cell.replicates(), cell.mean()};
  }

  const MeasuredCell* cell_of(const MinimumReference& reference, MeasuredCells::Place place) const {
    if (reference.kind == ReferenceKind::GIVEN) return nullptr;
    place.architecture = reference.architecture;
    return cells_.find(place, reference.sampling);
  }

  /// Where an architecture was tried with the full cube.
  std::optional<std::size_t> full(MeasuredCells::Place place, std::size_t architecture) const {
    place.architecture = architecture;
    for (std::size_t i = 0; i < seen_.samplings.size(); ++i) {
      if (seen_.samplings[i].is_full() && cells_.find(place, i)) return i;
    }
    return std::nullopt;
  }

  MinimumReference measured_reference(const MeasuredCells::Place& place) const {
    const std::size_t own = place.architecture;
    if (options_.reference == ReferenceChoice::OWN_FIRST) {
      if (const auto sampling = full(place, own)) return measured(ReferenceKind::OWN, own, place, *sampling);
      if (teacher_) {
        if (const auto sampling = full(place, *teacher_)) {
          return measured(ReferenceKind::TEACHER, *teacher_, place, *sampling);
        }
      }
    }
    MinimumReference best;
    for (std::size_t i = 0; i < seen_.architectures.size(); ++i) {
      const auto sampling = full(place, i);
      if (!sampling) continue;
      const MinimumReference reference = measured(ReferenceKind::BEST_WITH_FULL, i, place, *sampling);
      if (best.kind == ReferenceKind::NONE || reference.accuracy > best.accuracy) best = reference;
    }
    if (best.kind != ReferenceKind::NONE && best.architecture == own) best.kind = ReferenceKind::OWN;
    return best;
  }

  const Observations& seen_;
  MeasuredCells cells_;
  MinimumOptions options_;
  std::optional<std::size_t> teacher_;
};

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
  const Search search(observations, options);
  for (const MeasuredCells::Place& place : places(observations)) {
    whole.push_back(search.whole(place));
    for (const CubeAxis axis : kAxes) {
      if (is_thinned(observations, axis)) along_axes.push_back(search.along(place, axis));
    }
  }
}

}  // namespace results
