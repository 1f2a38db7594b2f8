#include "app/prepared_run.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "app/earlier_trials.hpp"
#include "app/open_dataset.hpp"
#include "app/open_wells.hpp"
#include "app/provenance.hpp"
#include "app/record_shape.hpp"
#include "app/study_arguments.hpp"
#include "results/results_file.hpp"
#include "sweep/input_error.hpp"
#include "workers/estimate.hpp"

namespace app {
namespace {

/// Keeps a results file under another name, so that trials which a study no longer wants are not lost: a slip
/// of the pen may have dropped them. Returns that name.
std::string kept_as_it_was(const std::string& path) {
  std::string kept;
  for (int i = 1; kept.empty() || std::filesystem::exists(kept); ++i)
    kept = path + ".before-" + std::to_string(i);
  std::error_code no_links;
  std::filesystem::create_hard_link(path, kept, no_links);  // the new file will be another one
  if (no_links) std::filesystem::copy_file(path, kept);
  return kept;
}

}  // namespace

PreparedRun::PreparedRun(Arguments& arguments)
    : study_(read_study(arguments)),
      grid_(study_),
      open_(dataset_opener(study_.seed)),
      costs_(workers::estimate_costs(grid_, open_)),
      shape_(record_shape(grid_, costs_, open_)),
      out_(study_.name + ".h5") {
  if (arguments.has("share")) take_share(sweep::Share::parse(arguments.get<std::string>("share")));
  if (arguments.has("out")) out_ = arguments.get<std::string>("out");
}

void PreparedRun::take_share(const sweep::Share& share) {
  if (share.of == 1) return;
  whole_grid_ = grid_;
  share.narrow(grid_, costs_);
  study_.share = share.text();
  out_ = study_.name + "." + std::to_string(share.number) + "-of-" + std::to_string(share.of) + ".h5";
}

void PreparedRun::check_is_of_this_share(const results::ResultsFile& file) const {
  if (!whole_grid_) return;
  const auto ids = file.ids();
  const auto others = std::count_if(ids.begin(), ids.end(), [&](sweep::TrialId id) {
    return whole_grid_->find(id).has_value() && !grid_.find(id).has_value();
  });
  if (others == 0) return;
  throw sweep::InputError(
      out_ + ": has " + std::to_string(others) + " trials that are not of share " + study_.share +
      " (the study has changed, or was divided otherwise): give another --out, or gridsweep "
      "merge the files and go on without --share");
}

void PreparedRun::prepare_file() const {
  using Kind = results::Relation::Kind;
  if (!std::filesystem::exists(out_)) {
    results::ResultsFile::create(out_, study_, grid_, shape_, 0, provenance());
    results::ResultsFile::begin_incarnation(out_);
    return;
  }
  const auto relation = [&] {
    const results::ResultsFile file(out_, results::Access::READ);
    check_is_of_this_share(file);
    return file.relation_to(grid_, shape_);
  }();
  if (relation.kind == Kind::UNRELATED) {
    throw sweep::InputError(
        out_ + ": holds another study (no trial in common): give another --out, or move it away");
  }
  if (relation.kind == Kind::OTHER_SAMPLES) {
    throw sweep::InputError(out_ +
                            ": holds records of other samples: the wells are not those of the files that it "
                            "was made from; give another --out, or move it away");
  }
  results::ResultsFile::begin_incarnation(out_);  // whoever wrote before may write no more
  if (relation.kind == Kind::CHANGED) {
    std::cout << "the study has changed since " << out_ << " was made: " << relation.kept << " trials kept, "
              << relation.added << " new, " << relation.dropped << " no longer wanted";
    if (relation.dropped > 0) std::cout << " (all as they were: " << kept_as_it_was(out_) << ")";
    std::cout << std::endl;
    results::ResultsFile::grow(out_, study_, grid_, shape_, 0, provenance());
  }
}

void PreparedRun::learn_from(const std::string& costs) { app::learn_from(costs, earlier_); }

void PreparedRun::learn_from(const results::ResultsFile& file) {
  app::learn_from(file, grid_, costs_, earlier_);
}

sweep::Plan PreparedRun::plan(std::vector<sweep::TrialState> states, int workers,
                              const sweep::WorkerSpeed& speed) {
  earlier_.correct(grid_, costs_, speed);
  // Wells that were too few may be enough by now: somebody mended the table.
  for (std::uint32_t row = 0; row < states.size(); ++row) {
    if (study_.task != sweep::Task::WELLS || states[row] != sweep::TrialState::PRUNED) continue;
    const auto dataset = open_(grid_.settings(sweep::Row{row}));
    if (dataset->cross_validation()->dropped_because.empty()) states[row] = sweep::TrialState::WAITING;
  }
  // A trial that took its rank with it comes last, lest it stand in the way of all others for ever.
  for (const sweep::TrialId trial : checkpoints().whose_rank_died()) {
    const auto row = grid_.find(trial);
    if (row && states[row->value] == sweep::TrialState::WAITING)
      states[row->value] = sweep::TrialState::FAILED;
  }
  return {grid_,
          costs_,
          states,
          {.workers = workers,
           .speed = speed,
           .team_size = static_cast<int>(study_.settings.integer("run.team_size")),
           .wrong_by = earlier_.wrong_by()}};
}

}  // namespace app
