#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/prepared_run.hpp"
#include "app/progress_display.hpp"
#include "results/file_lock.hpp"
#include "results/results_file.hpp"
#include "sweep/input_error.hpp"
#include "sweep/plan_walker.hpp"
#include "workers/comm/first_error.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/trainer.hpp"

namespace app {
namespace {

constexpr const char* kUsage = "[mpirun -n RANKS] gridsweep run STUDY [--out FILE] [key=value…]";
constexpr const char* kAbout =
    "Runs every trial of a study that the results file does not hold yet. Rank 0 coordinates, all other "
    "ranks train;\n"
    "one process alone does both. Run the same line again to go on after an interruption.\n"
    "key=value overrides a setting, key=v1,v2,… replaces a factor's levels.";

void announce(const PreparedRun& prepared, const sweep::Plan& plan) {
  const std::size_t to_run = plan.order().size();
  std::cout << prepared.study().name << ": " << prepared.grid().size() << " trials, "
            << prepared.grid().size() - to_run << " done already";
  if (to_run > 0) {
    std::cout << ", " << to_run << " to run on " << plan.workers()
              << (plan.workers() == 1 ? " worker" : " workers") << ", about "
              << duration_text(plan.lower_bound_seconds());
  }
  std::cout << " -> " << prepared.out() << std::endl;
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

/// Whether someone is watching. mpirun gives its ranks a pseudo-terminal even in a batch job, so what counts
/// is where the output of mpirun itself goes.
bool on_a_terminal() {
  if (!comm::MpiSession::launched_as_job()) return isatty(STDOUT_FILENO) == 1;
  std::error_code unknown;
  const auto output = std::filesystem::read_symlink("/proc/" + std::to_string(getppid()) + "/fd/1", unknown);
  return output.string().starts_with("/dev/pts/") || output.string().starts_with("/dev/tty");
}

Display display_for(const std::string& choice) {
  if (choice == "bar") return Display::BAR;
  if (choice == "lines") return Display::LINES;
  if (choice == "none") return Display::NONE;
  if (choice != "auto")
    throw sweep::InputError("--progress is '" + choice + "': must be auto, bar, lines or none");
  return on_a_terminal() ? Display::BAR : Display::LINES;
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

  std::optional<PreparedRun> prepared;
  results::FileLock lock;
  const auto wrong = comm::first_error(world, [&] {
    prepared.emplace(arguments);
    if (!coordinates) return;
    lock = results::FileLock::take(prepared->out());
    prepared->prepare_file();
  });
  if (wrong) {
    if (coordinates) std::cerr << "gridsweep: " << *wrong << '\n';
    return WRONG_INPUT;
  }

  results::ResultsFile file(prepared->out(), results::Access::WRITE);
  workers::Trainer trainer(prepared->grid(), prepared->study().seed, file, prepared->open());
  const auto train = [&](sweep::Row row, const workers::RankTeam& team,
                         const workers::AfterEpoch& after_epoch) {
    return trainer.train(row, team, after_epoch);
  };
  if (!coordinates) {
    workers::Worker(world, train, file).run();
    return DONE;
  }
  const sweep::Plan plan = prepared->plan(file.states(), std::max(1, world.size() - 1));
  announce(*prepared, plan);
  const auto start = std::chrono::steady_clock::now();
  sweep::PlanWalker walker(prepared->grid(), plan);
  ProgressDisplay progress(prepared->grid(), plan, display);
  if (world.size() == 1) {
    workers::run_alone(prepared->grid(), walker, file, train, progress.callbacks());
  } else {
    workers::Coordinator(world, prepared->grid(), walker, file, progress.callbacks()).run();
  }
  progress.finish();
  return conclude(file, plan.order().size(),
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

}  // namespace app
