#include "results/answers/axis_series.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace results {
namespace {

constexpr std::array kAxes = {CubeAxis::WAITING_TIMES, CubeAxis::PUMP_TIMES, CubeAxis::FREQUENCIES,
                              CubeAxis::PARTS};

/// What is kept of the other axes.
using Others = std::vector<std::size_t>;

struct Member {
  std::size_t sampling = 0;
  std::size_t kept = 0;
  double best_accuracy = 0;
  double reduction = 1;
};

Others others_of(const DataFacts& facts, CubeAxis axis) {
  Others others;
  for (const CubeAxis other : kAxes) {
    if (other != axis) others.push_back(kept_of(facts, other).kept);
  }
  return others;
}

bool all_full(const DataFacts& facts, CubeAxis axis) {
  return std::all_of(kAxes.begin(), kAxes.end(), [&](CubeAxis other) {
    const KeptPoints& points = kept_of(facts, other);
    return other == axis || points.kept == points.of;
  });
}

std::size_t lengths(const std::vector<Member>& members) {
  std::set<std::size_t> kept;
  for (const Member& member : members) kept.insert(member.kept);
  return kept.size();
}

bool keeps_more(const Member& a, const Member& b) {
  return a.kept != b.kept ? a.kept > b.kept : a.best_accuracy > b.best_accuracy;
}

}  // namespace

const KeptPoints& kept_of(const DataFacts& facts, CubeAxis axis) {
  switch (axis) {
    case CubeAxis::WAITING_TIMES:
      return facts.waiting_times;
    case CubeAxis::PUMP_TIMES:
      return facts.pump_times;
    case CubeAxis::FREQUENCIES:
      return facts.frequencies;
    case CubeAxis::PARTS:
      break;
  }
  return facts.parts;
}

std::string_view name_of(CubeAxis axis) {
  switch (axis) {
    case CubeAxis::WAITING_TIMES:
      return "waiting times";
    case CubeAxis::PUMP_TIMES:
      return "pump times";
    case CubeAxis::FREQUENCIES:
      return "frequencies";
    case CubeAxis::PARTS:
      break;
  }
  return "parts (real, imaginary)";
}

std::optional<AxisSeries> axis_series(const Observations& observations, const MeasuredCells& cells,
                                      const MeasuredCells::Place& place, CubeAxis axis) {
  std::map<Others, std::vector<Member>> groups;
  std::optional<Others> pure;
  for (std::size_t i = 0; i < observations.samplings.size(); ++i) {
    const std::optional<DataFacts>& facts = observations.samplings[i].facts;
    const MeasuredCell* cell = cells.find(place, i);
    if (!cell || !facts) continue;
    const Others others = others_of(*facts, axis);
    const KeptPoints& points = kept_of(*facts, axis);
    groups[others].push_back({i, points.kept, cell->best_accuracy, observations.samplings[i].reduction});
    if (all_full(*facts, axis) && points.kept == points.of) pure = others;
  }
  const std::vector<Member>* best = nullptr;
  if (pure && lengths(groups[*pure]) > 1) {
    best = &groups[*pure];
  } else {
    pure.reset();
    const auto least_reduced = [](const std::vector<Member>& members) {
      return std::min_element(members.begin(), members.end(), keeps_more)->reduction;
    };
    for (const auto& [others, members] : groups) {
      if (lengths(members) < 2) continue;
      const bool longer = !best || lengths(members) > lengths(*best);
      const bool as_long = best && lengths(members) == lengths(*best);
      if (longer || (as_long && least_reduced(members) < least_reduced(*best))) best = &members;
    }
  }
  if (!best) return std::nullopt;
  std::vector<Member> sorted = *best;
  std::stable_sort(sorted.begin(), sorted.end(), keeps_more);
  AxisSeries series{{}, pure.has_value()};
  for (const Member& member : sorted) series.samplings.push_back(member.sampling);
  return series;
}

}  // namespace results
