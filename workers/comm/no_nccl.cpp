// Stands in for nccl_communicator.cpp where CUDA or NCCL was not found.
#include "workers/comm/nccl_communicator.hpp"

namespace comm {

struct NcclCommunicator::Handle {};

bool nccl_is_in() { return false; }
std::string nccl_version() { return "no"; }

NcclCommunicator::NcclCommunicator(const Communicator&) {
  throw NcclError("this program was built without NCCL");
}
NcclCommunicator::~NcclCommunicator() = default;
void NcclCommunicator::sum(void*, std::size_t, Number, void*) {}
void NcclCommunicator::check() const {}
void NcclCommunicator::close() {}

}  // namespace comm
