#pragma once

#include <cstdint>

#include "sweep/team_time.hpp"
#include "sweep/worker_speed.hpp"

namespace sweep {

/// What one trial takes, counted from its network and data. A value; the counting is done where both are
/// known.
struct TrialCost {
  double operations = 0;    // floating-point operations of the whole trial, training and evaluation
  double bytes = 0;         // gone through in memory beside these: normalisation, activations, the optimiser
  double calls = 0;         // of operators: each takes its time, also of a small team's share
  double memory_bytes = 0;  // largest need of one rank when it trains alone
  double kept_bytes = 0;    // of it: samples that are kept for later trials of the same data
  double start_operations = 0;  // of `operations`: samples that every member of a team makes before it begins
  double state_bytes = 0;       // what is kept of it when it is put down in the middle; 0: nothing
  std::int64_t parameters = 0;
  double data_reduction = 1;  // real numbers in the full cube / real numbers kept
  std::int64_t epochs = 0;
  std::int64_t fits = 1;     // one after the other, on parts of the data
  std::int64_t samples = 0;  // whose logits are kept

  double undivided_operations = 0;  // of `operations`: what every member of a team does
  double undivided_bytes = 0;       // likewise
  double sums = 0;                  // over the team, where there is one
  double bytes_per_sum = 0;
  int most_ranks = 1 << 20;  // a larger team has nothing to do
  double correction = 1;     // real seconds / counted ones, from trials that have ended

  /// What it takes, at most, to put it down on one team and go on with another.
  double move_seconds(const WorkerSpeed& speed) const {
    constexpr double kMeet = 0.25;  // the word to leave it, a last step, a new team (0.05 on one node)
    constexpr double kBytesPerSecond = 1e8;  // written, synced and read again, on a disk that many share
    return kMeet + state_bytes / kBytesPerSecond +
           correction * start_operations / speed.operations_per_second;
  }

  /// Predicted time on workers of this speed, with a constant share for start and record.
  TeamTime team_time(const WorkerSpeed& speed) const {
    constexpr double kStartAndRecord = 2e-4;  // a record that is synced, mostly (bench/noop_trials)
    const auto seconds = [&](double operations_here, double bytes_here) {
      return operations_here / speed.operations_per_second + bytes_here / speed.memory_bytes_per_second;
    };
    const double undivided = seconds(undivided_operations, undivided_bytes) + calls * speed.call_seconds;
    return {.fixed_seconds = correction * undivided + kStartAndRecord,
            .divided_seconds =
                correction * (seconds(operations, bytes) - seconds(undivided_operations, undivided_bytes)),
            .hop_seconds = sums * speed.hop_seconds,
            .transfer_seconds = 2 * sums * bytes_per_sum / speed.bytes_per_second,
            .most_ranks = most_ranks};
  }
};

}  // namespace sweep
