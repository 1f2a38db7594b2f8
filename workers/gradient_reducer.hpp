#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>

#include "workers/comm/communicator.hpp"

namespace workers {

/// Adds tensors up over a team: by MPI on CPUs, by NCCL on GPUs. Tensors are contiguous, float32 or float64.
/// Every member makes the same calls in the same order.
class GradientReducer {
 public:
  virtual ~GradientReducer() = default;

  /// Element-wise sum over the team, in place, the same numbers on every rank; on a GPU it is queued.
  /// Collective on the team.
  virtual void sum(at::Tensor& values) = 0;

  /// The same, but nobody may touch `values` until finish(): meanwhile the caller goes on computing.
  /// Collective on the team.
  virtual void start(const at::Tensor& values) = 0;
  /// After this, or on a GPU after what is queued before it, all that was started is done. Collective on the
  /// team.
  virtual void finish() = 0;

  /// Whether what is started is worked on before finish().
  virtual bool overlaps() const = 0;

  /// Throws when another member is found to be gone, whom the device would wait for without end.
  virtual void check() {}

  /// No sum will be asked for any more. Collective on the team.
  virtual void close() {}

  /// "MPI" or "NCCL", for people.
  virtual std::string name() const = 0;
};

/// What suits the team and its device: NCCL when every member has a GPU of its own and NCCL is in, else MPI.
/// Collective on the communicator.
std::unique_ptr<GradientReducer> make_reducer(comm::Communicator communicator, at::Device device);

}  // namespace workers
