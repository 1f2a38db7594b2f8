#pragma once

#include <cstdint>

#include "models/architectures.hpp"
#include "models/keras_adam.hpp"
#include "models/losses.hpp"
#include "models/precision.hpp"
#include "sweep/settings.hpp"

namespace workers {

/// How one trial is trained: its settings in the terms of models/. A value.
struct Recipe {
  const models::Architecture* architecture = nullptr;
  models::ModelOptions model;
  models::AdamOptions adam;
  models::DistillationOptions distillation;  // used when the architecture learns from a teacher
  models::Precision precision = models::Precision::FLOAT32;
  std::int64_t epochs = 0;
  std::int64_t batch = 0;           // global
  std::int64_t evaluate_every = 1;  // epochs

  /// Keys of the trial's random streams.
  std::uint64_t initial_weights_key = 0;
  std::uint64_t dropout_key = 0;
  std::uint64_t shuffle_key = 0;

  Recipe(const sweep::Settings& settings, std::uint64_t seed);
};

}  // namespace workers
