#pragma once

#include <c10/core/Device.h>

#include <vector>

#include "sweep/grid.hpp"
#include "sweep/trial_cost.hpp"
#include "workers/comm/communicator.hpp"
#include "workers/dataset_settings.hpp"

namespace workers {

/// What each trial of `grid` takes, by row, counted from its network's and its data's shapes; nothing is
/// trained and no sample is made. Throws sweep::InputError, naming the trial, when its settings don't fit
/// together (a stride longer than its axis, a cube too small for the network, …): so a mistake is found
/// before any training.
std::vector<sweep::TrialCost> estimate_costs(const sweep::Grid& grid, const OpenDataset& open);

/// Floating-point operations per second that one rank reaches in a convolution on `device`, measured now, in
/// about a tenth of a second, with `threads` threads.
double measured_operations_per_second(int threads, c10::Device device = c10::kCPU);

/// The same, as the first rank that trains reaches it: rank 0 coordinates and may see no GPU. Collective on
/// `world`; every rank gets the same number.
double operations_per_second_of_workers(const comm::Communicator& world, int threads, c10::Device device);

}  // namespace workers
