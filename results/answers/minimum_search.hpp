#pragma once

#include <optional>

#include "results/answers/measured_cells.hpp"
#include "results/answers/minimum_dataset.hpp"

namespace results {

/// Finds what an answer is to be made from: which samplings, in which order, compared with what.
class MinimumSearch {
 public:
  /// `observations` has to stay.
  MinimumSearch(const Observations& observations, const MinimumOptions& options);

  MinimumAnswer whole(const MeasuredCells::Place& place) const;
  MinimumAnswer along(const MeasuredCells::Place& place, CubeAxis axis) const;

 private:
  MinimumReference given() const;
  MinimumReference measured(ReferenceKind kind, std::size_t architecture, MeasuredCells::Place place,
                            std::size_t sampling) const;
  MinimumReference measured_reference(const MeasuredCells::Place& place) const;
  /// The full-cube sampling that an architecture was tried with.
  std::optional<std::size_t> full(MeasuredCells::Place place, std::size_t architecture) const;

  const Observations& seen_;
  MeasuredCells cells_;
  MinimumOptions options_;
  std::optional<std::size_t> teacher_;
};

}  // namespace results
