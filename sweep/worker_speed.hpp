#pragma once

namespace sweep {

/// How fast workers compute, and how fast teams of them add up numbers.
struct WorkerSpeed {
  double operations_per_second = 5e10;    // of one worker, where it computes: products, convolutions
  double memory_bytes_per_second = 1e10;  // …, where it goes through memory: normalisation, the optimiser
  double call_seconds = 1e-5;             // of an operator that has next to nothing to do
  double hop_seconds = 2e-5;              // latency of one sum over a team, per doubling of the team
  double bytes_per_second = 2e9;          // at which a long sum goes round
};

}  // namespace sweep
