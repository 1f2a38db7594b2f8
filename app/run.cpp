#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/open_dataset.hpp"
#include "app/progress_display.hpp"
#include "app/provenance.hpp"
#include "app/study_arguments.hpp"
#include "results/file_lock.hpp"
#include "results/results_file.hpp"
#include "sweep/input_error.hpp"
#include "sweep/plan_walker.hpp"
#include "workers/comm/first_error.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/estimate.hpp"
#include "workers/trainer.hpp"

namespace app {
namespace {

constexpr const char* kUsage = "[mpirun -n RANKS] gridsweep run STUDY [--out FILE] [key=value…]";
constexpr const char* kAbout =
    "Runs every trial of a study that the results file does not hold yet. Rank 0 coordinates, all other "
    "ranks train;\n"
    "one process alone does both. Run the same line again to go on after an interruption.\n"
    "key=value overrides a setting, key=v1,v2,… replaces a factor's levels.";

/// Everything that is settled before the first trial starts, the same on every rank.
struct Job {
  explicit Job(Arguments& arguments)
      : study(read_study(arguments)),
        grid(study),
        open(dataset_opener(study.seed)),
        costs(workers::estimate_costs(grid, open)),
        out(arguments.has("out") ? arguments.get<std::string>("out") : study.name + ".h5") {}

  sweep::Study study;
  sweep::Grid grid;
  workers::OpenDataset open;
  std::vector<sweep::TrialCost> costs;  // by row
  std::string out;
};

sweep::RecordShape shape_for(const std::vector<sweep::TrialCost>& costs) {
  sweep::RecordShape shape;
  for (const sweep::TrialCost& cost : costs) {
    shape.epochs = std::max(shape.epochs, static_cast<std::size_t>(cost.epochs));
    shape.samples = std::max(shape.samples, static_cast<std::size_t>(cost.samples));
  }
  return shape;
}

/// Makes sure that there is a results file for this grid: made, grown or left as it is.
void prepare_file(const Job& job) {
  const sweep::RecordShape shape = shape_for(job.costs);
  if (!std::filesystem::exists(job.out)) {
    results::ResultsFile::create(job.out, job.study, job.grid, shape, 0, provenance());
    return;
  }
  const auto relation = results::ResultsFile(job.out, results::Access::READ).relation_to(job.grid, shape);
  if (relation.kind == results::Relation::Kind::UNRELATED) {
    throw sweep::InputError(
        job.out + ": holds another study (no trial in common): give another --out, or move it away");
  }
  if (relation.kind == results::Relation::Kind::CHANGED) {
    std::cout << "the study has changed since " << job.out << " was made: " << relation.kept
              << " trials kept, " << relation.added << " new, " << relation.dropped << " no longer wanted"
              << std::endl;
    results::ResultsFile::grow(job.out, job.study, job.grid, shape, 0, provenance());
  }
}

sweep::Plan plan_for(const Job& job, const std::vector<sweep::TrialState>& states, int workers) {
  const auto threads = static_cast<int>(job.study.settings.integer("run.threads"));
  return {job.grid,
          job.costs,
          states,
          {.workers = workers,
           .operations_per_second = workers::measured_operations_per_second(threads),
           .team_size = static_cast<int>(job.study.settings.integer("run.team_size"))}};
}

void announce(const Job& job, const sweep::Plan& plan) {
  const std::size_t to_run = plan.order().size();
  std::cout << job.study.name << ": " << job.grid.size() << " trials, " << job.grid.size() - to_run
            << " done already";
  if (to_run > 0) {
    std::cout << ", " << to_run << " to run on " << plan.workers()
              << (plan.workers() == 1 ? " worker" : " workers") << ", about "
              << duration_text(plan.lower_bound_seconds());
  }
  std::cout << " -> " << job.out << std::endl;
}

/// ", 10000 of them now in 1.2 s (120 us each)"
std::string pace(std::size_t ran, double seconds) {
  if (ran == 0) return "";
  const double each = seconds / static_cast<double>(ran);
  char text[96];
  std::snprintf(text, sizeof text, ", %zu of them now in %.4g s (%.4g %s each)", ran, seconds,
                each < 1e-3 ? each * 1e6 : each, each < 1e-3 ? "us" : "s");
  return text;
}

/// Says what came of it.
ExitStatus conclude(const results::ResultsFile& file, std::size_t ran, double seconds) {
  std::size_t failed = 0;
  for (const sweep::TrialState state : file.states()) failed += state == sweep::TrialState::FAILED ? 1 : 0;
  if (failed == 0) {
    std::cout << "all " << file.size() << " trials complete" << pace(ran, seconds) << ": gridsweep table "
              << file.path() << std::endl;
    return DONE;
  }
  std::cout << failed << " of " << file.size() << " trials failed: gridsweep status " << file.path()
            << " says why; the same line again retries them" << std::endl;
  return SOME_TRIALS_FAILED;
}

Display display_for(const std::string& choice) {
  if (choice == "bar") return Display::BAR;
  if (choice == "lines") return Display::LINES;
  if (choice == "none") return Display::NONE;
  if (choice != "auto")
    throw sweep::InputError("--progress is '" + choice + "': must be auto, bar, lines or none");
  return isatty(STDOUT_FILENO) && isatty(STDERR_FILENO) ? Display::BAR : Display::LINES;
}

}  // namespace

int run(const Words& words) {
  po::options_description options;
  options.add_options()("out,o", po::value<std::string>(),
                        "results file (default: the study's name with .h5)")(
      "progress", po::value<std::string>()->default_value("auto"), "auto, bar, lines or none");
  Arguments arguments(words, kUsage, kAbout, options);
  if (arguments.wants_help()) return DONE;
  const Display display = display_for(arguments.get<std::string>("progress"));

  int argc = 0;
  char** argv = nullptr;
  const comm::MpiSession session(argc, argv);
  const auto world = comm::Communicator::world();
  const bool coordinates = world.rank() == 0;

  std::optional<Job> job;
  results::FileLock lock;
  const auto wrong = comm::first_error(world, [&] {
    job.emplace(arguments);
    if (!coordinates) return;
    lock = results::FileLock::take(job->out);
    prepare_file(*job);
  });
  if (wrong) {
    if (coordinates) std::cerr << "gridsweep: " << *wrong << '\n';
    return WRONG_INPUT;
  }

  results::ResultsFile file(job->out, results::Access::WRITE);
  workers::Trainer trainer(job->grid, job->study.seed, file, job->open);
  const auto train = [&](sweep::Row row, const workers::RankTeam& team,
                         const workers::AfterEpoch& after_epoch) {
    return trainer.train(row, team, after_epoch);
  };
  if (!coordinates) {
    workers::Worker(world, train, file).run();
    return DONE;
  }
  const sweep::Plan plan = plan_for(*job, file.states(), std::max(1, world.size() - 1));
  announce(*job, plan);
  const auto start = std::chrono::steady_clock::now();
  sweep::PlanWalker walker(job->grid, plan);
  ProgressDisplay progress(job->grid, plan, display);
  if (world.size() == 1) {
    workers::run_alone(job->grid, walker, file, train, progress.callbacks());
  } else {
    workers::Coordinator(world, job->grid, walker, file, progress.callbacks()).run();
  }
  progress.finish();
  return conclude(file, plan.order().size(),
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

}  // namespace app
