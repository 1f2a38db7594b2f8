#pragma once

#include <cstdint>

#include "sweep/grid.hpp"
#include "sweep/record_store.hpp"
#include "workers/checkpoints.hpp"
#include "workers/dataset_shelf.hpp"
#include "workers/feature_shelf.hpp"
#include "workers/fold_tally.hpp"
#include "workers/gradient_training.hpp"
#include "workers/rank_team.hpp"
#include "workers/recipe.hpp"
#include "workers/worker.hpp"

namespace workers {

/// Trains trials, one after the other, and says everything about each in a TrialRecord.
class Trainer {
 public:
  /// Keeps references to grid and store; `store` gives the logits of teachers. `seed` is the study's.
  /// Networks are trained on `device`. Samples that are kept on the CPU are in `memory`.
  Trainer(const sweep::Grid& grid, std::uint64_t seed, sweep::RecordStore& store, OpenDataset open,
          Checkpoints checkpoints, c10::Device device = c10::kCPU, NodeMemory memory = {});

  /// The record is COMPLETE, or FAILED with a message. It has the same metrics on every member, but
  /// predictions, curves and host are the first rank's to keep. Goes on from the trial's checkpoint when
  /// there is one. Throws Interrupted on every member when the run is being stopped. Collective on the team.
  TrialResult train(const sweep::Assignment& assignment, const RankTeam& team, const AfterEpoch& after_epoch);

  /// The same as functions that refer to this object; a trial's checkpoint goes once it is recorded.
  TrialTraining training();

 private:
  void train_and_evaluate(sweep::TrialRecord& record, const sweep::Assignment& assignment,
                          const RankTeam& team, const AfterEpoch& after_epoch);
  /// What training one trial is about, beside its recipe.
  struct Trial {
    sweep::TrialRecord& record;
    const sweep::Assignment& assignment;
    const RankTeam& team;
    const AfterEpoch& after_epoch;
  };
  /// One fit for each part of the data, scored together; PRUNED, and the reason as its message, when the data
  /// is not enough. Collective on the team.
  void cross_validate(const Recipe& recipe, const sim::Dataset& dataset, const Trial& trial);
  /// The fold of that number, from `state` on, or from its beginning where that knows no weights; adds what
  /// comes of it to `tally`. Collective on the team.
  void fit_fold(std::size_t i, const TrainingState& state, const Recipe& recipe, const sim::Dataset& dataset,
                FoldTally& tally, const Trial& trial);
  /// What the teacher in `row` said of every sample: [sample, class]. The last one's are kept for the next of
  /// its students.
  const at::Tensor& logits_of(sweep::Row row, std::int64_t samples);
  /// Where the trial stands: from its checkpoint, or at the beginning. Sets the record's start and the
  /// seconds that were trained before. Collective on the team.
  TrainingState start_of(const Trial& trial) const;
  void keep(sweep::TrialId trial, const TrainingState& state) const;

  const sweep::Grid& grid_;
  std::uint64_t seed_;
  sweep::RecordStore& store_;
  DatasetShelf shelf_;
  FeatureShelf features_;
  Checkpoints checkpoints_;
  c10::Device device_;
  std::optional<sweep::Row> last_teacher_;
  at::Tensor last_logits_;
};

}  // namespace workers
