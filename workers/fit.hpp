#pragma once

#include <memory>

#include "models/vision_transformer.hpp"
#include "workers/gradient_training.hpp"

namespace workers {

/// Fits the model that `task.recipe` names to the training samples of `task.dataset`, in whatever way it is
/// fitted, and has it judged. `backbone`: what the network stands on; null for pictures or features as they
/// are. Collective on the team.
void fit(const TrainingTask& task, const std::shared_ptr<const models::VisionTransformer>& backbone,
         at::Device device, const RankTeam& team, sweep::TrialRecord& record, const AfterEpoch& after_epoch);

}  // namespace workers
