#pragma once

#include "sim/dataset.hpp"
#include "sweep/trial_cost.hpp"
#include "workers/recipe.hpp"

namespace workers {

/// What a trial takes that is fitted to each part of `dataset` (which has some) in turn. What a frozen
/// backbone's features take is left out where they are worked out once for all trials.
sweep::TrialCost fold_cost(const Recipe& recipe, const sim::Dataset& dataset);

}  // namespace workers
