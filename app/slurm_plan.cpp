#include "app/slurm_plan.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/progress_display.hpp"
#include "app/slurm_offer.hpp"
#include "app/slurm_script.hpp"
#include "sweep/forecast.hpp"
#include "sweep/gib_text.hpp"
#include "sweep/worker_memory.hpp"
#include "workers/device.hpp"

namespace app {
namespace {

constexpr double kMib = 1 << 20;
constexpr double kStartSeconds = 60;  // until the first trial starts: launching, opening files; assumed
constexpr double kLibraryBytes =
    256 * kMib;  // that LibTorch keeps of a rank that trains: measured 20 to 320 MiB
constexpr double kGpuLibraryBytes =
    3072 * kMib;  // likewise of CUDA's libraries, where this is no GPU's host; assumed
constexpr double kLeastProcessBytes = 200 * kMib;  // of a rank that trains nothing: measured 177 to 184 MiB

template <class... Values>
std::string text(const char* format, Values... values) {
  char line[512];
  std::snprintf(line, sizeof line, format, values...);
  return line;
}

/// What a process of ours takes before any trial: as this one does, on a GPU if there is one.
double process_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kib = 0;
    if (word == "VmHWM:" && status >> kib) return std::max(kLeastProcessBytes, kib * 1024);
  }
  return kLeastProcessBytes;
}

sweep::PlanRequest plan_request(const PlannedStudy& planned, int workers) {
  return {.workers = workers,
          .speed = planned.speed,
          .team_size = static_cast<int>(planned.study.settings.integer("run.team_size"))};
}

sweep::StudyNeed need_of(const PlannedStudy& planned, const SlurmOptions& options, const SlurmOffer& offer) {
  const sweep::Settings& settings = planned.study.settings;
  const bool on_gpus = offer.partition.offer.gpus > 0 && workers::gpus_here() == 0;
  const double cache_bytes = static_cast<double>(settings.integer("run.cache_mib")) * kMib;
  return {
      .trials = planned.grid.size(),
      .threads = static_cast<int>(settings.integer("run.threads")),
      .worker_bytes = kLibraryBytes + sweep::worker_memory_bytes(planned.grid, planned.costs, cache_bytes),
      .process_bytes = process_bytes() + (on_gpus ? kGpuLibraryBytes : 0),
      .start_seconds = kStartSeconds,
      .stop_seconds = settings.number("run.stop_seconds"),
      .within_seconds = options.within_seconds,
      .most_workers = planned.most_workers};
}

/// Whether the speed is that of the workers: GPUs are not measured from a login node.
bool is_foretold(const PlannedStudy& planned, const SlurmOffer& offer) {
  return offer.partition.offer.gpus == 0 || workers::gpus_here() > 0 || planned.speed.origin == kGivenSpeed;
}

/// What somebody should know before the job is submitted.
std::vector<std::string> warnings(const sweep::SlurmRequest& request, const SlurmOffer& offer,
                                  const SlurmOptions& options) {
  const sweep::Forecast& forecast = request.forecast;
  std::vector<std::string> lines = offer.notes;
  if (forecast.stranded > 0) {
    lines.push_back(
        std::to_string(forecast.stranded) + " trials WOULD NEVER END: they take longer than the " +
        duration_text(request.useful_seconds) +
        " that one allocation leaves, and trials of their kind can't go on from a checkpoint; needs a "
        "longer time limit");
  }
  if (!request.in_time && options.within_seconds)
    lines.push_back("not over within " + duration_text(*options.within_seconds) +
                    ", whatever number of nodes is kept busy: this is the largest that is");
  return lines;
}

std::vector<std::string> comments(const PlannedStudy& planned, const sweep::SlurmRequest& request,
                                  const SlurmOffer& offer, const sweep::StudyNeed& need) {
  const sweep::Forecast& forecast = request.forecast;
  const double wanted_seconds = sweep::kTimeMargin * forecast.seconds + request.overhead_seconds;
  std::vector<std::string> lines;
  const auto count = [](auto number, const char* one) {
    return std::to_string(number) + " " + one + (number == 1 ? "" : "s");
  };
  const std::string trials = planned.study.name + ": " + count(need.trials, "trial");
  const std::string workers = " on " + count(forecast.workers, "worker");
  lines.push_back(is_foretold(planned, offer)
                      ? trials + ", about " + duration_text(forecast.seconds) + workers + ": " +
                            count(forecast.allocations, "allocation") +
                            text(" expected; workers %.0f %% busy", 100 * forecast.busy)
                      : trials + workers + ": one allocation or several, depending on the GPUs");
  lines.push_back("longest trial: " + duration_text(forecast.longest_seconds) + " (" +
                  describe(planned.grid, forecast.longest) + ")" +
                  (forecast.widest_team > 1 ? "; widest team: " + count(forecast.widest_team, "worker") +
                                                  ", taken to be so many times as fast"
                                            : ""));
  if (forecast.carried_on > 0)
    lines.push_back(count(forecast.carried_on, "trial") +
                    " longer than an allocation: they go on from their checkpoints in the next");
  lines.push_back("memory: " + sweep::gib_text(need.worker_bytes) + " for a worker's trials, and " +
                  sweep::gib_text(need.process_bytes) +
                  text(" per process, times %.3g", sweep::kMemoryMargin) +
                  (request.gpus_per_node > 0 ? "; GPUs need the former, too" : ""));
  if (!std::isfinite(offer.partition.offer.memory_bytes))
    lines.push_back("memory is not asked for: this SLURM does not know what its nodes have");
  lines.push_back("speed: " + text("%.3g GFLOP/s per worker, ", planned.speed.operations_per_second / 1e9) +
                  planned.speed.origin);
  lines.push_back("time: " + text("%.3g times the prediction, and ", sweep::kTimeMargin) +
                  duration_text(request.overhead_seconds) + " to start (" + duration_text(kStartSeconds) +
                  ", assumed) and to stop" +
                  (request.seconds < wanted_seconds ? "; cut at the time limit" : ""));
  return lines;
}

std::string this_program() {
  std::error_code unknown;
  return std::filesystem::read_symlink("/proc/self/exe", unknown).string();
}

}  // namespace

void print_slurm_script(const PlannedStudy& planned, const SlurmOptions& options,
                        const std::vector<std::string>& words) {
  SlurmOffer offer = SlurmOffer::find(options, planned.study.settings);
  const bool foretold = is_foretold(planned, offer);
  if (!foretold) offer.partition.offer.nodes = 1;  // nobody wants a cluster for a guess
  const sweep::StudyNeed need = need_of(planned, options, offer);
  SlurmScript script;
  script.request = sweep::slurm_request(offer.partition.offer, need, [&](int workers, double useful_seconds) {
    return sweep::forecast({planned.grid, planned.costs, {}, plan_request(planned, workers)}, useful_seconds);
  });
  if (!foretold)
    offer.notes.push_back(
        "how long it takes on GPUs is not known here: one node is asked for, for as long as this machine's "
        "CPU would take or the time limit; give --speed (GFLOP/s of one GPU)");
  script.name = planned.study.name;
  script.partition = offer.partition;
  script.partition_named = !options.partition.empty();
  script.comments = comments(planned, script.request, offer, need);
  for (const std::string& warning : warnings(script.request, offer, options)) {
    script.comments.push_back(warning);
    std::cerr << "gridsweep: " << warning << '\n';
  }
  script.script = options.script.empty() ? find_sweep_script(this_program()) : options.script;
  script.words = words;
  script.words.front() = std::filesystem::absolute(words.front()).string();
  std::cout << script << std::flush;
}

}  // namespace app
