#include "workers/gradient_buckets.hpp"

#include <ATen/ATen.h>

namespace workers {

GradientBuckets::GradientBuckets(const models::Network& network, const models::FlatParameters& parameters)
    : buffer_(parameters.step_buffer()) {
  const std::vector<std::size_t>& ends = network.norm_ends();
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) behind_.push_back(parameters.ends()[*end - 1]);
  begin();
}

void GradientBuckets::begin() {
  norms_seen_ = 0;
  given_from_ = buffer_.numel();
}

at::Tensor GradientBuckets::at_next_norm() {
  const std::int64_t first = behind_.at(norms_seen_++);
  return given_from_ - first < kLeastNumbers ? at::Tensor() : stretch_from(first);
}

at::Tensor GradientBuckets::rest() { return given_from_ == 0 ? at::Tensor() : stretch_from(0); }

at::Tensor GradientBuckets::stretch_from(std::int64_t first) {
  const at::Tensor stretch = buffer_.narrow(0, first, given_from_ - first);
  given_from_ = first;
  return stretch;
}

}  // namespace workers
