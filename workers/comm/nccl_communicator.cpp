#include "workers/comm/nccl_communicator.hpp"

#include <cuda_runtime_api.h>
#include <nccl.h>

#include <chrono>
#include <span>
#include <thread>

namespace comm {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{120};  // for all ranks to come
constexpr std::chrono::microseconds kBetweenLooks{50};

}  // namespace

/// The raw communicator, and what is done to it wherever a call fails.
struct NcclCommunicator::Handle {
  ncclComm_t raw = nullptr;
  bool aborted = false;

  [[noreturn]] void fail(const std::string& what) {
    // Ends the kernels that wait for others, which nothing else does.
    if (raw != nullptr && !aborted) ncclCommAbort(raw);
    aborted = true;
    throw NcclError(what);
  }

  /// Waits until a call that may go on in the background is over.
  void settle(ncclResult_t result, const char* call) {
    const auto deadline = Clock::now() + kPatience;
    while (result == ncclInProgress) {
      if (Clock::now() > deadline)
        fail(std::string(call) + ": not all ranks came within " + std::to_string(kPatience.count()) + " s");
      std::this_thread::sleep_for(kBetweenLooks);
      ncclResult_t state = ncclSuccess;
      result = ncclCommGetAsyncError(raw, &state);
      if (result == ncclSuccess) result = state;
    }
    if (result != ncclSuccess)
      fail(std::string(call) + ": " + ncclGetErrorString(result) + ": " + ncclGetLastError(raw));
  }
};

bool nccl_is_in() { return true; }

std::string nccl_version() {
  int code = 0;
  if (ncclGetVersion(&code) != ncclSuccess) return "of unknown version";
  return std::to_string(code / 10000) + '.' + std::to_string(code / 100 % 100) + '.' +
         std::to_string(code % 100);
}

NcclCommunicator::NcclCommunicator(const Communicator& ranks) : handle_(std::make_unique<Handle>()) {
  struct {
    ncclUniqueId id;
    ncclResult_t made;
  } first{};
  if (ranks.rank() == 0) first.made = ncclGetUniqueId(&first.id);
  ranks.broadcast(std::as_writable_bytes(std::span(&first, 1)), 0);
  if (first.made != ncclSuccess)
    throw NcclError(std::string("ncclGetUniqueId: ") + ncclGetErrorString(first.made));
  ncclConfig_t config = NCCL_CONFIG_INITIALIZER;
  config.blocking = 0;
  handle_->settle(ncclCommInitRankConfig(&handle_->raw, ranks.size(), first.id, ranks.rank(), &config),
                  "ncclCommInitRankConfig");
}

NcclCommunicator::~NcclCommunicator() = default;

void NcclCommunicator::sum(void* values, std::size_t count, Number number, void* stream) {
  const ncclDataType_t type = number == Number::FLOAT64 ? ncclDouble : ncclFloat;
  handle_->settle(
      ncclAllReduce(values, values, count, type, ncclSum, handle_->raw, static_cast<cudaStream_t>(stream)),
      "ncclAllReduce");
}

void NcclCommunicator::check() const {
  ncclResult_t state = ncclSuccess;
  const ncclResult_t asked = ncclCommGetAsyncError(handle_->raw, &state);
  handle_->settle(asked == ncclSuccess ? state : asked, "NCCL, while it worked");
}

void NcclCommunicator::close() {
  if (handle_->raw == nullptr || handle_->aborted) return;
  handle_->settle(ncclCommFinalize(handle_->raw), "ncclCommFinalize");
  ncclCommDestroy(handle_->raw);
  handle_->raw = nullptr;
}

}  // namespace comm
