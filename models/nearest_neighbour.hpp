#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace models {

// The label of the nearest training picture, by squared distance, the least over the picture itself and its
// flips left-right, up-down and both. Learns nothing; it finds what stands in the training data already,
// flipped or not, and so shows leaks. Runs on the CPU, in time rows · training rows · numbers.
class NearestNeighbour {
 public:
  // pictures: [n, channels, height, width] float32; labels: [n] int64 of 0 and 1. Throws
  // std::invalid_argument on other shapes, no pictures, other labels and values that are not finite.
  void fit(const at::Tensor& pictures, const at::Tensor& labels);

  // [rows, channels, height, width] → [rows, 2], float32: (−m, m) with m = (d0 − d1)/(d0 + d1) in [−1, 1], d0
  // and d1 the distances to the nearest picture of either class (1 or −1 where there is one class only). As
  // near to both is m = 0: class 0.
  at::Tensor logits(const at::Tensor& pictures) const;

 private:
  at::Tensor pictures_;  // contiguous, on the CPU
  std::vector<int64_t> labels_;
};

}  // namespace models
