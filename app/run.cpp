#include <unistd.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <optional>

#include "app/arguments.hpp"
#include "app/backbone_files.hpp"
#include "app/commands.hpp"
#include "app/event_log.hpp"
#include "app/first_mistake.hpp"
#include "app/prepared_run.hpp"
#include "app/progress_display.hpp"
#include "app/run_clock.hpp"
#include "app/run_options.hpp"
#include "app/run_report.hpp"
#include "app/run_watch.hpp"
#include "app/stop_signals.hpp"
#include "app/time_limit.hpp"
#include "app/time_lines.hpp"
#include "results/file_lock.hpp"
#include "results/results_file.hpp"
#include "sweep/input_error.hpp"
#include "sweep/plan_walker.hpp"
#include "workers/comm/leave_last.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/coordinator.hpp"
#include "workers/device.hpp"
#include "workers/measured_speed.hpp"
#include "workers/trainer.hpp"

namespace app {
namespace {

constexpr const char* kUsage = "[mpirun -n RANKS] gridsweep run STUDY [--out FILE] [key=value…]";
constexpr const char* kAbout =
    "Runs every trial of a study that the results file does not hold yet. Rank 0 coordinates, all other "
    "ranks train;\n"
    "one process alone does both. Run the same line again to go on after an interruption.\n"
    "key=value overrides a setting, key=v1,v2,… replaces a factor's levels.\n"
    "SIGTERM, SIGINT, SIGUSR1 and the time limit stop it well: running trials are checkpointed, exit "
    "status 75.";

/// What a run is told to do about trouble. Keeps a reference to `limit`.
workers::RunRules run_rules(const RunOptions& options, const TimeLimit& limit, double stop_seconds) {
  return {.max_restarts = options.max_restarts,
          .stop_wanted = [&limit, stop_seconds]() -> std::optional<std::string> {
            if (limit.seconds_left() < stop_seconds) return limit.about();
            return StopSignals::received();
          },
          .seconds_left = [&limit, stop_seconds] { return limit.seconds_left() - stop_seconds; }};
}

}  // namespace

int run(const Words& words) {
  Arguments arguments(words, kUsage, kAbout, RunOptions::description());
  if (arguments.wants_help()) return DONE;
  const RunOptions options(arguments);

  RunWatch watch;
  std::optional<comm::Lifeline> lifeline;  // outlives MPI: the others take its end for this rank's
  int argc = 0;
  char** argv = nullptr;
  const comm::MpiSession session(argc, argv);
  const StopSignals signals;  // after MPI_Init, which has handlers of its own
  const auto world = comm::Communicator::world();
  const bool coordinates = world.rank() == 0;
  lifeline.emplace(world);
  TimeLimit limit;
  const RunWatch::Closing closing(watch);
  watch.get_ready(world, *lifeline);

  std::optional<PreparedRun> prepared;
  std::optional<EventLog> events;
  results::FileLock lock;
  c10::Device device = c10::kCPU;
  FirstMistake mistake(world);
  mistake.unless_made([&] { prepared.emplace(arguments); });
  mistake.unless_made([&] { device = workers::device_for(prepared->study().settings, world); });
  mistake.unless_made([&] {
    if (!coordinates) return;
    limit = TimeLimit::from(options.time_limit, prepared->study().settings.number("run.stop_seconds"));
    check_backbone_files(prepared->grid(), prepared->open());
    lock = results::FileLock::take(prepared->out(), options.wait, [&](const std::string& holder) {
      std::cout << "waiting for " << holder << ", which writes " << prepared->out() << ", for at most "
                << duration_text(static_cast<double>(options.wait.count())) << std::endl;
    });
    if (!options.costs.empty()) prepared->learn_from(options.costs);
    prepared->prepare_file();
    if (!options.events.empty()) events.emplace(options.events, prepared->grid());
  });
  if (mistake.made()) {
    if (coordinates) std::cerr << "gridsweep: " << mistake.text() << '\n';
    return mistake.status();
  }
  const bool one_host = world.is_on_one_host();
  const sweep::Settings& settings = prepared->study().settings;
  const workers::NodeMemory memory(world);
  // The last that all do together: from here on a rank may be lost without the others.
  workers::prepare_device(device);
  const sweep::WorkerSpeed speed =
      workers::speed_of_workers(world, static_cast<int>(settings.integer("run.threads")), device);
  workers::RunRules rules = run_rules(options, limit, settings.number("run.stop_seconds"));
  rules.note_death = [&](sweep::Row row) {
    return prepared->checkpoints().note_death(prepared->grid()[row].id);
  };
  workers::Watchdog& watchdog = watch.run(world, *lifeline, settings, rules);
  const workers::Guards guards{&*lifeline, &watchdog, settings.number("run.silence_seconds")};

  results::ResultsFile file(prepared->out(), results::Access::WRITE, options.durability);
  workers::Trainer trainer(prepared->grid(), prepared->study().seed, file, prepared->open(),
                           prepared->checkpoints(), device, memory);
  const workers::TrialTraining training = trainer.training();
  if (!coordinates) {
    const workers::Leave leave =
        workers::Worker(world, training, file, StopSignals::received, guards, device).run();
    if (leave.how == workers::Leave::How::ALONE) comm::MpiSession::leave(DONE);
    return DONE;
  }

  prepared->learn_from(file);
  const sweep::Plan plan = prepared->plan(file.states(), std::max(1, world.size() - 1), speed);
  announce(*prepared, plan);
  sweep::PlanWalker walker(plan);
  const RunClock clock;
  ProgressDisplay progress(prepared->grid(), plan, options.display);
  workers::Progress callbacks = progress.callbacks();
  if (events) {
    events->begun(file.incarnation(), world.size(), prepared->grid().size() - plan.order().size());
    callbacks = events->beside(callbacks);
  }
  workers::RunEnd end;
  try {
    end = world.size() == 1
              ? workers::run_alone(prepared->grid(), walker, file, training, rules, callbacks, guards)
              : workers::Coordinator(world, prepared->grid(), walker, file, rules, callbacks, guards).run();
  } catch (const workers::RankLost& lost) {
    progress.finish();
    if (events) events->over(STOPPED_EARLY, lost.what());
    std::cerr << "gridsweep: " << lost.what()
              << ": every finished trial is safe; run the same line again to go on" << std::endl;
    comm::MpiSession::leave(STOPPED_EARLY);
  }
  progress.finish();
  const double seconds = clock.seconds();
  if (world.size() > 1) report_coordinator(clock);
  if (end.kind == workers::RunEnd::Kind::FINISHED && !plan.order().empty())
    print_time_taken(plan.seconds(), seconds, prepared->earlier());
  const ExitStatus status = conclude(*prepared, file, end, plan.order().size(), seconds);
  if (events) events->over(status, end.reason);
  if (end.ranks_lost) comm::leave_last(*lifeline, one_host, status);
  return status;
}

}  // namespace app
