#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>

#include "sweep/forecast.hpp"

namespace sweep {

/// What a partition offers to one job: so many nodes, each at least this large.
struct NodeOffer {
  int nodes = 1;
  int cpus = 1;
  int gpus = 0;  // for workers to train on; 0: on CPUs
  double memory_bytes = kForever;
  double limit_seconds = kForever;  // of the job
};

/// What a study needs, its forecasts aside.
struct StudyNeed {
  std::size_t trials = 1;
  int threads = 1;           // of a worker
  double worker_bytes = 0;   // for the trials of a worker
  double process_bytes = 0;  // of any rank, beside that
  double start_seconds = 60;
  double stop_seconds = 60;              // from a signal to the end
  std::optional<double> within_seconds;  // when the study should be over
  int most_workers = std::numeric_limits<int>::max();
};

/// What to ask SLURM for.
struct SlurmRequest {
  int nodes = 1;
  int workers_per_node = 1;
  int cpus_per_worker = 1;
  int gpus_per_node = 0;
  double memory_bytes = 0;      // of a node
  double seconds = 0;           // of an allocation
  double signal_seconds = 0;    // before its end
  double overhead_seconds = 0;  // of an allocation: to start and to stop
  double useful_seconds = 0;    // of the longest allocation there is, for work
  Forecast forecast;
  bool in_time = true;  // the study ends when it should
};

/// How long a study takes on so many workers, in allocations that leave so many seconds for work.
using Forecaster = std::function<Forecast(int workers, double useful_seconds)>;

inline constexpr double kTimeMargin = 1.5;     // asked for / predicted
inline constexpr double kUnkeptMargin = 3;     // of a trial that could never end in a job that is too short
inline constexpr double kMemoryMargin = 1.25;  // …
inline constexpr double kLeastBusy = 0.7;      // share of the workers' time, for more of them to be asked for

/// The fewest nodes that end the study in time (`within_seconds`, else the limit and at most a day) and whose
/// workers are busy; where none do, as many as are kept busy. Of one node, the fewest workers that end it
/// within `within_seconds`, else within an hour; the whole node where none do. Never more nodes than trials.
/// Throws InputError when a trial or a worker's threads don't fit into a node, or the limit leaves no time.
SlurmRequest slurm_request(const NodeOffer& offer, const StudyNeed& need, const Forecaster& forecaster);

}  // namespace sweep
