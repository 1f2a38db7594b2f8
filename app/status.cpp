#include "results/status.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/open_dataset.hpp"
#include "app/study_arguments.hpp"
#include "results/predicted_times.hpp"
#include "sweep/grid.hpp"
#include "sweep/input_error.hpp"
#include "sweep/share.hpp"
#include "workers/estimate.hpp"

namespace app {
namespace {

constexpr const char* kUsage =
    "gridsweep status FILE [--exit-code] [--study STUDY [--share K/N] [key=value…]]";
constexpr const char* kAbout =
    "How many trials are done, how long the rest takes, what went wrong, and what was predicted. Also while "
    "a run\n"
    "writes.\n"
    "With --study, trials that the study has and the file does not yet hold are counted, too: a study that "
    "grew.";

/// The grid that --study and --share speak of, if they do.
std::optional<sweep::Grid> wanted_grid(const Arguments& arguments) {
  if (!arguments.has("study")) {
    arguments.expect_no_more();
    if (arguments.has("share")) throw sweep::InputError("--share is one of a study: give --study, too");
    return std::nullopt;
  }
  const sweep::Study study = read_study(arguments.get<std::string>("study"), arguments.rest());
  sweep::Grid grid(study);
  if (arguments.has("share")) {
    auto costs = workers::estimate_costs(grid, dataset_opener(study.seed));
    sweep::Share::parse(arguments.get<std::string>("share")).narrow(grid, costs);
  }
  return grid;
}

/// Where every trial stands that is wanted: those of `study` where one is given, else those of `file`. A
/// trial without a row in the file waits.
std::vector<sweep::TrialState> wanted_states(const results::ResultsFile& file,
                                             const std::optional<sweep::Grid>& study) {
  if (!study) return file.states();
  std::vector<sweep::TrialState> states(study->size(), sweep::TrialState::WAITING);
  file.each([&](const results::RowView& row) {
    if (const auto place = study->find(row.id())) states[place->value] = row.state();
  });
  return states;
}

/// What a run that left its trials like this would have returned.
ExitStatus exit_status(const std::vector<sweep::TrialState>& states) {
  const auto any = [&](sweep::TrialState state) {
    return std::find(states.begin(), states.end(), state) != states.end();
  };
  if (any(sweep::TrialState::WAITING)) return STOPPED_EARLY;
  return any(sweep::TrialState::FAILED) ? SOME_TRIALS_FAILED : DONE;
}

}  // namespace

int status(const Words& words) {
  po::options_description options;
  options.add_options()("exit-code",
                        "exit as a run would have: 0 all complete, 3 some failed, 75 trials are left")(
      "study", po::value<std::string>(), "a study file, with its overrides at the end of the line")(
      "share", po::value<std::string>(), "K/N: only the K-th of N shares of that study");
  Arguments arguments(words, kUsage, kAbout, options);
  if (arguments.wants_help()) return DONE;
  const results::ResultsFile file(arguments.take("FILE, a results file"), results::Access::READ);
  const std::optional<sweep::Grid> study = wanted_grid(arguments);
  const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  std::cout << results::status_text(file, now) << results::predicted_times_text(file);
  const std::vector<sweep::TrialState> states = wanted_states(file, study);
  if (study) {
    const auto waiting = std::count(states.begin(), states.end(), sweep::TrialState::WAITING);
    std::cout << "of the " << states.size() << " trials of " << arguments.get<std::string>("study") << ", "
              << waiting << " are left to run\n";
  }
  return arguments.has("exit-code") ? exit_status(states) : DONE;
}

}  // namespace app
