#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <vector>

#include "gpu/card.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/mpi_reducer.hpp"
#include "workers/nccl_reducer.hpp"

namespace workers {
namespace {

/// NCCL refuses two ranks on one GPU, unless NCCL_HOSTID tells it that they are on different hosts, which is
/// how several ranks are tested on one GPU.
std::uint64_t identity(at::Device device) {
  const std::string address = device.is_cuda() && comm::nccl_is_in() ? gpu::bus_address(device) : "";
  if (address.empty()) return 0;
  const char* host = std::getenv("NCCL_HOSTID");
  return std::hash<std::string>()(address + ' ' + (host != nullptr ? host : comm::host_name()));
}

bool each_has_its_own_gpu(const comm::Communicator& communicator, at::Device device) {
  std::vector<std::uint64_t> all = communicator.all(identity(device));
  std::sort(all.begin(), all.end());
  return all.front() != 0 && std::adjacent_find(all.begin(), all.end()) == all.end();
}

}  // namespace

std::unique_ptr<GradientReducer> make_reducer(comm::Communicator communicator, at::Device device) {
  // Asked on every member, whatever its own device: they must agree.
  if (communicator.size() > 1 && each_has_its_own_gpu(communicator, device))
    return std::make_unique<NcclReducer>(communicator, device);
  return std::make_unique<MpiReducer>(communicator);
}

}  // namespace workers
