#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "workers/comm/pending_sum.hpp"
#include "workers/gradient_reducer.hpp"

namespace workers {

/// When the sums that were started are worked on.
enum class Overlap {
  NO,  // at once
  YES  // until finish(), by MPI_Iallreduce; on a GPU nevertheless at once
};

/// Through MPI. A tensor on a GPU goes through the host's memory, because MPI may not know device pointers.
class MpiReducer : public GradientReducer {
 public:
  explicit MpiReducer(comm::Communicator communicator, Overlap overlap = Overlap::NO)
      : communicator_(communicator), overlap_(overlap) {}

  void sum(at::Tensor& values) override;
  void start(const at::Tensor& values) override;
  void finish() override;
  bool overlaps() const override { return overlap_ == Overlap::YES; }
  std::string name() const override { return "MPI"; }

 private:
  comm::Communicator communicator_;
  Overlap overlap_;
  std::vector<comm::PendingSum> pending_;
};

}  // namespace workers
