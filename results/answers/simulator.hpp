#pragma once

#include <cstddef>
#include <limits>
#include <optional>

#include "results/answers/spectra_pictures.hpp"
#include "sweep/ids.hpp"

namespace results {

/// What a data.sampling level keeps of an axis.
struct KeptPoints {
  std::size_t kept = 0;
  std::size_t of = 0;  // the full axis
  bool operator==(const KeptPoints&) const = default;
};

/// What a trial's data are, beyond what its row says.
struct DataFacts {
  KeptPoints waiting_times;
  KeptPoints pump_times;
  KeptPoints frequencies;
  KeptPoints parts;  // of 2: real and imaginary
  /// The accuracy of the best possible decision on these data, a fraction: with everything but (Δ, τ) known,
  /// and with what a laboratory has to estimate from the same data. NaN where there is no model of the data.
  double best_accuracy = std::numeric_limits<double>::quiet_NaN();
  double best_accuracy_estimated = std::numeric_limits<double>::quiet_NaN();
};

/// What the physics of a study says of its trials. results/ does not see sim/, so app/ answers.
class Simulator {
 public:
  virtual ~Simulator() = default;
  /// Of a trial of the file; nothing for a task without spectra, or for data that are not there any more.
  /// Answers are kept: ask as often as you like.
  virtual std::optional<DataFacts> facts(sweep::TrialId trial) const = 0;
  /// The reference of the trial's study, clean and with the noise of one of its samples at the trial's SNR.
  virtual std::optional<SpectraPictures> pictures(sweep::TrialId) const { return std::nullopt; }
  /// Which times the trial's sampling keeps.
  virtual std::optional<KeptTimes> kept_times(sweep::TrialId) const { return std::nullopt; }
};

}  // namespace results
