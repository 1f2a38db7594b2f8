#pragma once

#include <cstddef>
#include <string>

#include "results/statistics/well_votes.hpp"
#include "sweep/ids.hpp"
#include "sweep/trial_record.hpp"

namespace results {

enum class Labels { MEASURED, PERMUTED };

/// A complete trial of a wells study.
struct WellsTrial {
  sweep::Row row;
  std::size_t readout = 0;  // places in WellsStudy's lists
  std::size_t architecture = 0;
  std::size_t augmentation = 0;
  Labels labels = Labels::MEASURED;
  std::string replicate;
  sweep::Metrics metrics;
  WellVotes votes;  // empty where the record has no predictions
};

}  // namespace results
