#include "app/run_options.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/earlier_trials.hpp"
#include "app/time_limit.hpp"
#include "sweep/input_error.hpp"
#include "workers/comm/mpi_session.hpp"

namespace app {
namespace {

constexpr double kLongestWait = 1e9;  // seconds

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

results::Durability durability_for(const std::string& choice) {
  if (choice == "always") return results::Durability::SYNCED;
  if (choice == "never") return results::Durability::UNSYNCED;
  throw sweep::InputError("--sync is '" + choice + "': must be always or never");
}

}  // namespace

po::options_description RunOptions::description() {
  const auto word = [](const char* text) { return po::value<std::string>()->default_value(text); };
  po::options_description options;
  options.add_options()("out,o", po::value<std::string>(),
                        "results file (default: the study's name with .h5)")(
      "share", po::value<std::string>(),
      "K/N: only the K-th of N shares of the grid, into a file of its own; gridsweep merge joins them")(
      "time-limit", word(""),
      "be over by then: 90 (seconds), 45m, 1.5h, 1-12:00:00; in a SLURM job its own end counts, too")(
      "max-restarts", po::value<int>()->default_value(0),
      "how often a failed trial is started again in this run")("progress", word("auto"),
                                                               "auto, bar, lines or none")(
      "sync", word("always"),
      "always, or never: faster, but a power loss may cost finished trials (for benchmarks)")(
      "costs", word(""), kCostsAbout)("events", word(""),
                                      "append what happens to this file, a JSON object per line")(
      "wait", word("5s"), "how long to wait for another run of the same file to end: 90 (seconds), 10m, 1h");
  return options;
}

RunOptions::RunOptions(const Arguments& arguments)
    : display(display_for(arguments.get<std::string>("progress"))),
      time_limit(arguments.get<std::string>("time-limit")),
      max_restarts(arguments.get<int>("max-restarts")),
      costs(arguments.get<std::string>("costs")),
      events(arguments.get<std::string>("events")),
      wait(static_cast<int>(
          std::min(kLongestWait, parse_duration_seconds(arguments.get<std::string>("wait"), "--wait")))),
      durability(durability_for(arguments.get<std::string>("sync"))) {
  if (!time_limit.empty()) parse_duration_seconds(time_limit, "--time-limit");
  if (max_restarts < 0) throw sweep::InputError("--max-restarts is negative: must be 0 or more");
}

}  // namespace app
