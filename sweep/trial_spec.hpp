#pragma once

#include <optional>

#include "sweep/ids.hpp"

namespace sweep {

/// One trial of a grid.
struct TrialSpec {
  TrialId id;
  std::optional<Row> teacher;  // whose logits this trial is distilled from
};

}  // namespace sweep
