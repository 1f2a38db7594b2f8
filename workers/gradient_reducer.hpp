#pragma once

#include <ATen/core/Tensor.h>

#include "workers/comm/communicator.hpp"

namespace workers {

/// Adds tensors up over a team: by MPI on CPUs, by NCCL on GPUs.
class GradientReducer {
 public:
  virtual ~GradientReducer() = default;
  /// Element-wise sum over the team, in place, the same numbers on every rank. `values` is contiguous,
  /// float32 or float64. Collective on the team.
  virtual void sum(at::Tensor& values) const = 0;
};

/// Through MPI_Allreduce. A tensor on a GPU goes through the host's memory, because MPI may not know device
/// pointers.
class MpiReducer : public GradientReducer {
 public:
  explicit MpiReducer(comm::Communicator communicator) : communicator_(communicator) {}
  void sum(at::Tensor& values) const override;

 private:
  comm::Communicator communicator_;
};

}  // namespace workers
