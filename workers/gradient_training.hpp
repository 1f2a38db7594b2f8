#pragma once

#include <ATen/core/Tensor.h>

#include "models/network.hpp"
#include "sim/dataset.hpp"
#include "sweep/trial_record.hpp"
#include "workers/rank_team.hpp"
#include "workers/recipe.hpp"
#include "workers/worker.hpp"

namespace workers {

/// Trains `network` by the recipe and fills the record's curves and epochs; PRUNED when the verdict after an
/// epoch was to stop. `teacher_logits` [sample, class],
/// or undefined when labels are all there is. Throws TrialFailure on every member when the loss stops being
/// finite. Collective on the team.
void train_by_gradient(models::Network& network, const Recipe& recipe, sim::Dataset& dataset,
                       const at::Tensor& teacher_logits, const RankTeam& team, sweep::Row row,
                       sweep::TrialRecord& record, const AfterEpoch& after_epoch);

}  // namespace workers
