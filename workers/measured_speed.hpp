#pragma once

#include <c10/core/Device.h>

#include "sweep/worker_speed.hpp"
#include "workers/comm/communicator.hpp"

namespace workers {

/// How fast one rank computes on `device` with `threads` threads, measured now, in about a fifth of a second:
/// a convolution, a pass through memory, and operators with next to nothing to do. Sums over teams are as
/// usual.
sweep::WorkerSpeed measured_speed(int threads, c10::Device device = c10::kCPU);

/// The mean of those that train, measured by all of them at the same time, because that is how they will
/// work; on CPUs also what their sums take. Rank 0 sleeps meanwhile: it coordinates and may see no GPU.
/// Collective on `world`; every rank gets the same numbers.
sweep::WorkerSpeed speed_of_workers(const comm::Communicator& world, int threads, c10::Device device);

}  // namespace workers
