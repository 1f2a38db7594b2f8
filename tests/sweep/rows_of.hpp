#pragma once

#include <cstdint>
#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// Of all trials.
inline std::vector<Row> rows_of(const std::vector<PlannedTrial>& trials) {
  std::vector<Row> rows;
  for (std::uint32_t i = 0; i < trials.size(); ++i) rows.push_back(Row{i});
  return rows;
}

}  // namespace sweep
