#include "results/answers/minimum_search.hpp"

#include <algorithm>
#include <cmath>

#include "results/answers/axis_series.hpp"
#include "results/answers/minimum_judgement.hpp"

namespace results {
namespace {

constexpr const char* kTeacher = "teacher";

MinimumAnswer unanswered(const MeasuredCells::Place& place) {
  MinimumAnswer answer;
  answer.architecture = place.architecture;
  answer.snr = place.snr;
  answer.variant = place.variant;
  return answer;
}

}  // namespace

MinimumSearch::MinimumSearch(const Observations& observations, const MinimumOptions& options)
    : seen_(observations), cells_(observations), options_(options) {
  for (std::size_t i = 0; i < seen_.architectures.size(); ++i) {
    if (seen_.architectures[i] == kTeacher) teacher_ = i;
  }
}

MinimumAnswer MinimumSearch::whole(const MeasuredCells::Place& place) const {
  MinimumAnswer answer = unanswered(place);
  answer.reference = options_.target_accuracy ? given() : measured_reference(place);
  if (answer.reference.kind == ReferenceKind::NONE) return answer;
  ReductionSeries series;
  if (answer.reference.kind != ReferenceKind::GIVEN) {
    series.reference =
        cells_.find({answer.reference.architecture, place.snr, place.variant}, answer.reference.sampling);
  }
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

MinimumAnswer MinimumSearch::along(const MeasuredCells::Place& place, CubeAxis axis) const {
  MinimumAnswer answer = unanswered(place);
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

MinimumReference MinimumSearch::given() const {
  MinimumReference reference;
  reference.kind = ReferenceKind::GIVEN;
  reference.accuracy = *options_.target_accuracy;
  return reference;
}

MinimumReference MinimumSearch::measured(ReferenceKind kind, std::size_t architecture,
                                         MeasuredCells::Place place, std::size_t sampling) const {
  place.architecture = architecture;
  const MeasuredCell& cell = *cells_.find(place, sampling);
  return {kind, architecture, sampling, cell.replicates(), cell.mean()};
}

std::optional<std::size_t> MinimumSearch::full(MeasuredCells::Place place, std::size_t architecture) const {
  place.architecture = architecture;
  for (std::size_t i = 0; i < seen_.samplings.size(); ++i) {
    if (seen_.samplings[i].is_full() && cells_.find(place, i)) return i;
  }
  return std::nullopt;
}

MinimumReference MinimumSearch::measured_reference(const MeasuredCells::Place& place) const {
  const std::size_t own = place.architecture;
  if (const auto sampling = full(place, own)) return measured(ReferenceKind::OWN, own, place, *sampling);
  if (teacher_) {
    if (const auto sampling = full(place, *teacher_))
      return measured(ReferenceKind::TEACHER, *teacher_, place, *sampling);
  }
  MinimumReference best;
  for (std::size_t i = 0; i < seen_.architectures.size(); ++i) {
    const auto sampling = full(place, i);
    if (!sampling) continue;
    const MinimumReference reference = measured(ReferenceKind::BEST_WITH_FULL, i, place, *sampling);
    if (best.kind == ReferenceKind::NONE || reference.accuracy > best.accuracy) best = reference;
  }
  return best;
}

}  // namespace results
