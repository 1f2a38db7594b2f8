#pragma once

#include <ATen/core/Tensor.h>

#include "workers/comm/nccl_communicator.hpp"
#include "workers/mpi_reducer.hpp"
#include "workers/side_stream.hpp"

namespace workers {

/// Through NCCL, from GPU to GPU. What is started runs on a stream of its own beside the backward pass, and
/// on a communicator of its own, so that BatchNorm's small sums need not queue behind the gradients.
class NcclReducer : public GradientReducer {
 public:
  /// Throws comm::NcclError. Collective on the communicator.
  NcclReducer(comm::Communicator communicator, at::Device device);

  void sum(at::Tensor& values) override;
  void start(const at::Tensor& values) override;
  void finish() override { side_.join(); }
  bool overlaps() const override { return true; }
  void check() override;
  void close() override;
  std::string name() const override { return "NCCL"; }

 private:
  at::Device device_;
  MpiReducer on_host_;  // for what is not on the GPU: a closed form's logits
  comm::NcclCommunicator now_;
  comm::NcclCommunicator aside_;
  SideStream side_;
};

}  // namespace workers
