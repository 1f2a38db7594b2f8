#pragma once

#include <optional>
#include <vector>

#include "results/answers/measured_cells.hpp"
#include "results/answers/minimum_dataset.hpp"

namespace results {

/// What a sampling keeps of an axis, and that axis' name for people ("waiting times").
const KeptPoints& kept_of(const DataFacts& facts, CubeAxis axis);
std::string_view name_of(CubeAxis axis);

/// Samplings that differ along one axis only, from most of its points to fewest. Where two keep as many, the
/// one that the best possible decision does more with comes first: that is not a matter of the measurements.
struct AxisSeries {
  std::vector<std::size_t> samplings;  // places in Observations::samplings; the first is the reference
  bool from_full_cube = false;         // the first is the full cube
};

/// Of the samplings that were tried here: those that thin nothing but the axis, if there are any beside the
/// full cube; else those with something else in common that are most in number (and then, that keep most of
/// the cube). Nothing where no two differ along this axis alone.
std::optional<AxisSeries> axis_series(const Observations& observations, const MeasuredCells& cells,
                                      const MeasuredCells::Place& place, CubeAxis axis);

}  // namespace results
