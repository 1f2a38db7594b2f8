#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "results/results_file.hpp"
#include "sweep/calibration.hpp"
#include "sweep/grid.hpp"
#include "sweep/plan.hpp"
#include "sweep/share.hpp"
#include "sweep/study.hpp"
#include "workers/checkpoints.hpp"
#include "workers/dataset_settings.hpp"

namespace app {

/// Everything that is settled before the first trial starts, the same on every rank.
class PreparedRun {
 public:
  /// Reads and checks the study that `arguments` name. Throws sweep::InputError for every mistake that can be
  /// found without training.
  explicit PreparedRun(Arguments& arguments);

  const sweep::Study& study() const { return study_; }
  /// What this run is about: the study's grid, or its share of it.
  const sweep::Grid& grid() const { return grid_; }
  const workers::OpenDataset& open() const { return open_; }
  /// Path of the results file.
  const std::string& out() const { return out_; }

  /// Makes sure that there is a results file for this grid: made, grown or left as it is. One rank does it,
  /// holding the file's lock. Throws sweep::InputError when the file is another study's, or can't be made.
  void prepare_file() const;

  /// Where unfinished trials are kept.
  workers::Checkpoints checkpoints() const { return workers::Checkpoints(out_ + ".checkpoints"); }

  /// What earlier trials took corrects the plan: those of the file that --costs names, and of this run's own.
  /// The former throws sweep::InputError.
  void learn_from(const std::string& costs);
  void learn_from(const results::ResultsFile& file);
  const sweep::Calibration& earlier() const { return earlier_; }

  /// What is still to run, for so many workers of this speed.
  sweep::Plan plan(std::vector<sweep::TrialState> states, int workers, const sweep::WorkerSpeed& speed);

 private:
  void take_share(const sweep::Share& share);
  /// Throws sweep::InputError when `file` has trials of other shares, which would be dropped from it.
  void check_is_of_this_share(const results::ResultsFile& file) const;

  sweep::Study study_;
  sweep::Grid grid_;
  std::optional<sweep::Grid> whole_grid_;  // where grid_ is a share of it
  workers::OpenDataset open_;
  std::vector<sweep::TrialCost> costs_;  // by row
  sweep::Calibration earlier_;
  sweep::RecordShape shape_;  // of the results file: the whole grid's, also for a share
  std::string out_;
};

}  // namespace app
