#include <algorithm>
#include <iostream>
#include <optional>
#include <thread>
#include <vector>

#include "app/arguments.hpp"
#include "app/backbone_files.hpp"
#include "app/commands.hpp"
#include "app/earlier_trials.hpp"
#include "app/open_dataset.hpp"
#include "app/plan_report.hpp"
#include "app/record_shape.hpp"
#include "app/rehearsed_schedule.hpp"
#include "app/slurm_plan.hpp"
#include "app/study_arguments.hpp"
#include "app/time_lines.hpp"
#include "app/training_lines.hpp"
#include "app/wells_lines.hpp"
#include "app/worker_curve.hpp"
#include "results/figures/figure.hpp"
#include "results/new_file.hpp"
#include "sweep/input_error.hpp"
#include "sweep/rehearsal.hpp"
#include "sweep/share.hpp"
#include "workers/estimate.hpp"

namespace app {
namespace {

constexpr const char* kUsage =
    "gridsweep plan STUDY [--workers N] [--share K/N] [--costs FILE] [--slurm …] [key=value…]";
constexpr const char* kAbout =
    "Trials, dependencies, memory, predicted time and schedule of a study, and its settings as resolved.\n"
    "Trains nothing; needs no mpirun. The schedule is a rehearsal of the scheduling code against simulated "
    "workers;\n"
    "the last table says how many workers are worth asking for.\n\n"
    "With --slurm it prints a batch script instead, whose request fits the study:\n"
    "    gridsweep plan STUDY --slurm [key=value…] > job.sbatch && sbatch job.sbatch\n"
    "What a partition has is asked from sinfo, or said by options. Asked for are the fewest nodes that end "
    "the\n"
    "study --within some time (default: the partition's time limit, at most a day) with workers at least 70 "
    "%\n"
    "busy, and of one node the fewest tasks (default: that end it in an hour). A study that needs longer "
    "than\n"
    "the limit goes on in the next allocation: the script requeues itself. Its comments say what is "
    "expected.";

std::optional<int> workers_given(const Arguments& arguments) {
  if (!arguments.has("workers")) return std::nullopt;
  const int workers = arguments.get<int>("workers");
  if (workers < 1) throw sweep::InputError("--workers is " + std::to_string(workers) + ": must be 1 or more");
  return workers;
}

constexpr double kDay = 86400;

sweep::Conditions conditions_of(const Arguments& arguments) {
  sweep::Conditions conditions;
  if (arguments.has("wrong-by")) conditions.wrong_by = arguments.get<double>("wrong-by");
  if (arguments.has("deaths")) conditions.deaths_per_second = arguments.get<double>("deaths") / kDay;
  if (!(conditions.wrong_by >= 1 && conditions.wrong_by <= 100))
    throw sweep::InputError("--wrong-by must be a factor from 1 (times as predicted) to 100");
  if (!(conditions.deaths_per_second >= 0 && conditions.deaths_per_second <= 1))
    throw sweep::InputError(
        "--deaths must be 0 or more: how often a worker dies per day, at most once a second");
  return conditions;
}

}  // namespace

int plan(const Words& words) {
  po::options_description options;
  options.add_options()("workers,w", po::value<int>(),
                        "workers to plan for (ranks of mpirun, less the coordinator; default: this machine's "
                        "cores); with --slurm: at most")("share", po::value<std::string>(),
                                                         "K/N: only the K-th of N shares of the study")(
      "speed", po::value<double>(),
      "GFLOP/s of one worker, in convolutions (default: measured on this machine, now)")(
      "costs", po::value<std::string>(), kCostsAbout)(
      "figure", po::value<std::string>(), "draw the schedule into this file (.pdf, .svg or .png)")(
      "wrong-by", po::value<double>(),
      "rehearse with real times that differ from the predicted ones by up to this factor")(
      "deaths", po::value<double>(),
      "rehearse with workers that die so often per day of work, and do not come back");
  options.add(SlurmOptions::description());
  Arguments arguments(words, kUsage, kAbout, options);
  if (arguments.wants_help()) return DONE;
  const std::optional<int> workers = workers_given(arguments);
  const SlurmOptions slurm(arguments);
  Words script_words = arguments.rest();

  const sweep::Study study = read_study(arguments);
  sweep::Grid grid(study);
  const workers::OpenDataset open = dataset_opener(study.seed);
  std::vector<sweep::TrialCost> costs = workers::estimate_costs(grid, open);
  if (arguments.has("share")) {
    const std::string share = arguments.get<std::string>("share");
    sweep::Share::parse(share).narrow(grid, costs);
    script_words.insert(script_words.begin() + 1, {"--share", share});
  }
  check_backbone_files(grid, open);
  const Speed speed = Speed::of(arguments, study.settings);
  sweep::Calibration earlier;
  if (arguments.has("costs")) learn_from(arguments.get<std::string>("costs"), earlier);
  earlier.correct(grid, costs, speed);
  if (arguments.has("slurm")) {
    PlannedStudy planned{study, grid, costs, speed};
    planned.most_workers = workers.value_or(planned.most_workers);
    print_slurm_script(planned, slurm, script_words);
    return DONE;
  }
  const int here = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const sweep::PlanRequest request{
      .workers = workers.value_or(here),
      .speed = speed,
      .team_size = static_cast<int>(study.settings.integer("run.team_size")),
      .wrong_by = arguments.has("wrong-by") ? conditions_of(arguments).wrong_by : earlier.wrong_by(),
      .on_thorough = [] { std::cerr << "looking for a shorter schedule, for up to a minute …\n"; }};
  const std::vector<sweep::PlannedTrial> trials = sweep::planned_trials(grid, costs, {}, speed);
  const sweep::Plan plan(trials, request);
  const sweep::Conditions conditions = conditions_of(arguments);
  const sweep::Rehearsal rehearsal = sweep::rehearse(plan, conditions);
  print_grid(study, grid, costs);
  std::cout << '\n';
  print_training(grid);
  print_wells(grid, open);
  print_costs(grid, costs, plan);
  print_schedule(grid, plan, rehearsal, sweep::lower_bound_seconds(plan, conditions), speed);
  print_memory(results::file_bytes(study, grid, record_shape(grid, costs, open)));
  print_lessons(earlier);
  if (arguments.has("figure")) {
    const std::string out = arguments.get<std::string>("figure");
    results::draw_schedule(rehearsed_schedule(grid, plan, rehearsal), out);
    std::cout << "  drawn in         " << out << '\n';
  }
  print_worker_curve(trials, request, plan);
  print_settings(study, grid);
  return DONE;
}

}  // namespace app
