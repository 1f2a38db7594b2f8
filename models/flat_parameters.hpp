#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace models {

// All parameters of a network in one float32 tensor and all their gradients in another; the network's own
// tensors become views of these. So the optimiser is one pass, and a team's step is one all-reduce of
// step_buffer().
//
// Every parameter starts at a multiple of 64 bytes; the gaps hold zeros, which no update changes.
class FlatParameters {
 public:
  // Moves the storage of `parameters` (float32, one device, leaves that require gradients:
  // Network::parameters()). `extras` numbers follow the gradients for what else a step adds up over the team:
  // loss, hits, a failure flag. Throws std::invalid_argument if there are no parameters, or not all float32
  // on one device.
  explicit FlatParameters(const std::vector<at::Tensor>& parameters, int64_t extras = 0);

  const at::Tensor& values() const { return values_; }        // [n]
  const at::Tensor& gradients() const { return gradients_; }  // [n], a view of step_buffer()
  const at::Tensor& extras() const { return extras_; }        // [extras], likewise
  const at::Tensor& step_buffer() const {
    return step_buffer_;
  }  // [n + extras]: what an all-reduce must move

  // Where parameter i ends, the gap behind it included: its values are [ends()[i − 1], ends()[i]).
  const std::vector<int64_t>& ends() const { return ends_; }

  // Before each backward, which adds to the gradients in place. Clears the extras too.
  void zero_grad();

  int64_t parameter_count() const { return parameter_count_; }  // without the gaps

 private:
  at::Tensor values_;
  at::Tensor step_buffer_;
  at::Tensor gradients_;
  at::Tensor extras_;
  std::vector<int64_t> ends_;
  int64_t parameter_count_ = 0;
};

}  // namespace models
