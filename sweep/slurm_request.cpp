#include "sweep/slurm_request.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sweep/gib_text.hpp"
#include "sweep/input_error.hpp"
#include "sweep/slurm_size.hpp"

namespace sweep {
namespace {

constexpr double kGib = 1 << 30;
constexpr double kSignalSeconds = 120;     // for the signal to reach the ranks, before they stop
constexpr double kLeastGpuSeconds = 3600;  // operations say little of how long small networks take on a GPU
constexpr double kSignalEarly = 60;        // SLURM may send it so much earlier

double node_bytes(const StudyNeed& need, int workers) {
  return workers * (need.worker_bytes + need.process_bytes) + need.process_bytes;  // and the coordinator
}

/// How many workers a node has room for.
int most_workers_of_node(const NodeOffer& offer, const StudyNeed& need) {
  const int by_cpus = offer.cpus / need.threads;
  if (by_cpus < 1) {
    throw InputError("run.threads is " + std::to_string(need.threads) + ", but a node has " +
                     std::to_string(offer.cpus) + " CPUs: must be no more");
  }
  const int workers = offer.gpus > 0 ? std::min(by_cpus, offer.gpus) : by_cpus;
  if (node_bytes(need, 1) > offer.memory_bytes) {
    throw InputError("a worker with the study's largest trial takes " + gib_text(node_bytes(need, 1)) +
                     " with its coordinator, but a node has " + gib_text(offer.memory_bytes) +
                     ": needs larger nodes, or a smaller training.batch or run.cache_mib");
  }
  int fitting = workers;
  while (fitting > 1 && kMemoryMargin * node_bytes(need, fitting) > offer.memory_bytes) --fitting;
  return fitting;
}

/// Up to a time that people would ask for.
double rounded_up(double seconds) {
  const double step = seconds <= 3600 ? 300 : seconds <= 6 * 3600 ? 900 : 3600;
  return step * std::ceil(seconds / step);
}

}  // namespace

SlurmRequest slurm_request(const NodeOffer& offer, const StudyNeed& need, const Forecaster& forecaster) {
  SlurmRequest request;
  request.signal_seconds = std::ceil(need.stop_seconds + kSignalSeconds);
  request.overhead_seconds = need.start_seconds + request.signal_seconds + kSignalEarly;
  request.useful_seconds = offer.limit_seconds - request.overhead_seconds;
  if (request.useful_seconds <= 0) {
    char text[160];
    std::snprintf(text, sizeof text,
                  "a job may take %.0f s, but starting and stopping are given %.0f s: needs a longer time "
                  "limit, or a shorter run.stop_seconds",
                  offer.limit_seconds, request.overhead_seconds);
    throw InputError(text);
  }
  SlurmSizes sizes(offer, need, forecaster, most_workers_of_node(offer, need), request.overhead_seconds);
  const SlurmSize size = sizes.best();
  request.nodes = size.nodes;
  request.workers_per_node = size.workers_per_node;
  request.cpus_per_worker = offer.gpus > 0 ? std::max(need.threads, offer.cpus / offer.gpus) : need.threads;
  request.gpus_per_node = offer.gpus > 0 ? size.workers_per_node : 0;
  request.forecast = sizes.forecast(size);
  request.in_time = sizes.in_time(size);
  request.memory_bytes = std::min(
      offer.memory_bytes, kGib * std::ceil(kMemoryMargin * node_bytes(need, size.workers_per_node) / kGib));
  const double at_least = std::max(kTimeMargin * request.forecast.seconds,
                                   kUnkeptMargin * request.forecast.longest_unkept_seconds);
  const double seconds = rounded_up(at_least + request.overhead_seconds);
  request.seconds = std::min(std::floor(offer.limit_seconds / 60) * 60,
                             offer.gpus > 0 ? std::max(seconds, kLeastGpuSeconds) : seconds);
  return request;
}

}  // namespace sweep
