#pragma once

#include "results/answers/effects.hpp"
#include "results/table_lines.hpp"

namespace results {

/// A line per main effect and interaction: F, p, how much of the variance.
TableLines effects_table(const Effects& effects);
/// A line per level of every factor: its estimated marginal mean.
TableLines level_means_table(const Effects& effects);

}  // namespace results
