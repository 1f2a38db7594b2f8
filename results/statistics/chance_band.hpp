#pragma once

#include <cstddef>

namespace results {

/// What F1 coin flips reach.
struct ChanceBand {
  double mean = 0;
  double low = 0;  // 95 % of the time between these
  double high = 0;
};

/// The F1 of calling each well positive with probability ½, independently, where `positives` and `negatives`
/// wells are: of a single try, or of the best of `tries` independent ones. Exact, by summing over all
/// outcomes. With 8 and 8 wells the best of 25 averages 0.75.
ChanceBand chance_band(std::size_t positives, std::size_t negatives, std::size_t tries);

}  // namespace results
