#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

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
  std::int64_t patience = 0;        // epochs without a better validation loss; 0: no early stopping

  std::string weights = "none";  // file of the frozen backbone, where the architecture has one; none: random
  double backbone_dropout = 0;   // inside it, in training; 0: its features are worked out once

  /// Keys of the trial's random streams.
  std::uint64_t initial_weights_key = 0;
  std::uint64_t dropout_key = 0;
  std::uint64_t shuffle_key = 0;
  std::uint64_t backbone_key = 0;  // the same for all replicates: one backbone per study

  Recipe(const sweep::Settings& settings, std::uint64_t seed);

  /// How often test samples are looked at, where none are set aside for validation: after these many epochs
  /// and after the last.
  double checks() const;
  /// The same with random streams of its own for one of several fits.
  Recipe of_fold(std::size_t fold) const;
};

}  // namespace workers
