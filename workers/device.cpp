#include "workers/device.hpp"

#include <ATen/Context.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/cuda.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "gpu/card.hpp"
#include "sweep/input_error.hpp"
#include "workers/comm/mpi_session.hpp"

namespace workers {
namespace {

/// How many ranks of lower number train on this rank's host. Rank 0 only coordinates, unless it is alone.
int place_on_host(const comm::Communicator& world) {
  const auto hosts = world.all(std::hash<std::string>()(comm::host_name()));
  if (world.rank() == 0) return 0;
  const auto me = hosts.begin() + world.rank();
  return static_cast<int>(std::count(hosts.begin() + 1, me, *me));
}

}  // namespace

bool cuda_is_in() { return at::globalContext().hasCUDART(); }

int gpus_here() { return cuda_is_in() ? static_cast<int>(torch::cuda::device_count()) : 0; }

c10::Device device_for(const sweep::Settings& settings, const comm::Communicator& world) {
  const std::string& wanted = settings.text("run.device");
  const int place = place_on_host(world);
  const bool trains = world.rank() > 0 || world.size() == 1;
  const bool lacking = trains && wanted != "cpu" && gpus_here() == 0;
  const bool lacking_somewhere = world.largest(lacking ? 1 : 0) != 0;
  if (wanted == "cuda" && lacking_somewhere) {
    throw sweep::InputError(
        std::string("run.device: cuda was asked for, but ") +
        (cuda_is_in() ? "not every rank that trains sees a GPU" : "this program's LibTorch has no CUDA") +
        "; say cpu or auto");
  }
  if (!trains || wanted == "cpu" || lacking_somewhere) return c10::kCPU;
  return {c10::kCUDA, static_cast<c10::DeviceIndex>(place % gpus_here())};
}

c10::Device likely_device(const sweep::Settings& settings) {
  if (settings.text("run.device") == "cpu" || gpus_here() == 0) return c10::kCPU;
  return {c10::kCUDA, 0};
}

std::string device_name(c10::Device device) {
  if (device.is_cpu()) return "cpu";
  const std::string model = gpu::model_name(device);
  return device.str() + (model.empty() ? "" : ' ' + model);
}

void prepare_device(c10::Device device) {
  if (device.is_cpu()) return;
  c10::impl::VirtualGuardImpl(device.type()).setDevice(device);
  at::globalContext().setBenchmarkCuDNN(true);  // shapes stay the same from step to step
}

}  // namespace workers
