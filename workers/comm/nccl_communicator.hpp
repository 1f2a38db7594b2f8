#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>

#include "workers/comm/communicator.hpp"

namespace comm {

/// A call of NCCL or of the CUDA runtime failed, or another rank's did: says which and why. The communicator
/// is aborted, and so must the team be.
class NcclError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Whether NCCL is built in.
bool nccl_is_in();
/// "2.28.9", or "no".
std::string nccl_version();

/// Ranks that add up numbers in the memory of their GPUs, one GPU each. Made without blocking and watched
/// while it works, so that a rank that is gone becomes an NcclError here instead of a wait without end.
class NcclCommunicator {
 public:
  /// For the same ranks as `ranks`, of which each has chosen its GPU (the CUDA runtime's current device).
  /// Throws NcclError when they can't be joined, also when NCCL is not built in. Collective on `ranks`.
  explicit NcclCommunicator(const Communicator& ranks);
  /// Frees what is this rank's alone, once close() was called; else leaves it to the end of the process,
  /// because freeing is collective.
  ~NcclCommunicator();
  NcclCommunicator(const NcclCommunicator&) = delete;
  NcclCommunicator& operator=(const NcclCommunicator&) = delete;

  enum class Number { FLOAT32, FLOAT64 };
  /// Element-wise sum over all ranks, in place: queued on `stream` (a cudaStream_t). `values` are in the
  /// GPU's memory. Collective on the ranks.
  void sum(void* values, std::size_t count, Number number, void* stream);

  /// Throws NcclError when this or another rank has failed since, having aborted the communicator, which ends
  /// what is queued.
  void check() const;

  /// Nothing may be queued any more. Collective on the ranks.
  void close();

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace comm
