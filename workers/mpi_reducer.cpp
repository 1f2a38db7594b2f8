#include "workers/mpi_reducer.hpp"

#include <ATen/ATen.h>

namespace workers {
namespace {

template <class T>
std::span<T> elements(const at::Tensor& tensor) {
  return {tensor.data_ptr<T>(), static_cast<std::size_t>(tensor.numel())};
}

}  // namespace

void MpiReducer::sum(at::Tensor& values) {
  if (communicator_.size() == 1) return;
  TORCH_CHECK(values.is_contiguous(), "the team can only add up contiguous tensors");
  at::Tensor on_host = values.cpu();  // the tensor itself when it is there already
  if (values.scalar_type() == at::kDouble) {
    communicator_.sum(elements<double>(on_host));
  } else {
    communicator_.sum(elements<float>(on_host));
  }
  if (!values.is_cpu()) values.copy_(on_host);
}

void MpiReducer::start(const at::Tensor& values) {
  if (communicator_.size() == 1) return;
  if (overlap_ == Overlap::NO || !values.is_cpu()) {
    at::Tensor same = values;
    sum(same);
    return;
  }
  for (comm::PendingSum& sum : pending_) sum.advance();  // MPI works only while it is called
  pending_.emplace_back(elements<float>(values), communicator_.handle());
}

void MpiReducer::finish() {
  for (comm::PendingSum& sum : pending_) sum.wait();
  pending_.clear();
}

}  // namespace workers
