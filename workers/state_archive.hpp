#pragma once

#include <string>

#include "sweep/ids.hpp"
#include "workers/training_state.hpp"

namespace workers {

/// The state of an unfinished trial as one of LibTorch's archives.
std::string bytes_of(sweep::TrialId trial, const TrainingState& state);

/// What bytes_of() made. Throws std::exception when it is of another trial or format, or no archive.
TrainingState state_from(const std::string& bytes, sweep::TrialId trial);

}  // namespace workers
