#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "sweep/ids.hpp"
#include "workers/training_state.hpp"

namespace workers {

/// The folder of unfinished trials, one file each, named by the trial's id: RESULTS.h5.checkpoints/.
///
/// A file is whole or not there: it is written under another name, synced and renamed. One rank at a time
/// writes a trial's file; any may read it.
class Checkpoints {
 public:
  explicit Checkpoints(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Durable when it returns. Throws std::runtime_error when it could not be kept.
  void save(sweep::TrialId trial, const TrainingState& state) const;
  /// Nothing when there is none, or none that can be read: then the trial begins anew.
  std::optional<TrainingState> load(sweep::TrialId trial) const;
  /// Notes that the rank which trained a trial died, so that later runs know of it; how often that was.
  int note_death(sweep::TrialId trial) const;
  int deaths(sweep::TrialId trial) const;
  /// All of which that was noted: one look at the folder, however many trials there are.
  std::vector<sweep::TrialId> whose_rank_died() const;
  /// What is left of a trial that has ended.
  void remove(sweep::TrialId trial) const;
  /// Removes the folder with all that is in it: once no trial is unfinished.
  void clear() const;

  bool holds(sweep::TrialId trial) const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path path_of(sweep::TrialId trial) const;
  std::filesystem::path deaths_path(sweep::TrialId trial) const;
  void make_folder() const;

  std::filesystem::path folder_;
};

}  // namespace workers
