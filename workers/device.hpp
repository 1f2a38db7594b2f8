#pragma once

#include <c10/core/Device.h>

#include <string>

#include "sweep/settings.hpp"
#include "workers/comm/communicator.hpp"

namespace workers {

/// Whether this program's LibTorch was built for CUDA.
bool cuda_is_in();

/// How many GPUs this process can use.
int gpus_here();

/// What this rank trains on, by run.device: a GPU, shared in turns by the ranks of its host that train when
/// there are more of them than GPUs, or the CPU. `auto` is the CPU for all when any of those ranks sees no
/// GPU. Throws sweep::InputError on every rank when `cuda` was asked for and is not everywhere. Collective
/// on the world.
c10::Device device_for(const sweep::Settings& settings, const comm::Communicator& world);

/// What ranks would train on if all saw what this process sees: for predictions.
c10::Device likely_device(const sweep::Settings& settings);

/// For people: "cpu", or "cuda:1 NVIDIA H100".
std::string device_name(c10::Device device);

/// Sets LibTorch up for this device: which kernels it may choose.
void prepare_device(c10::Device device);

}  // namespace workers
