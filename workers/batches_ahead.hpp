#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

#include "sim/dataset.hpp"
#include "workers/side_stream.hpp"

namespace workers {

/// Batches in a given order. On a GPU each is made while the one before it is being used; on a CPU, where
/// that would take the same cores, when it is asked for.
class BatchesAhead {
 public:
  using Samples = std::span<const std::int64_t>;

  /// Keeps a reference to `dataset` and to what the spans refer to.
  BatchesAhead(const sim::Dataset& dataset, std::vector<Samples> batches, at::Device device);

  ~BatchesAhead() { side_.join_if_possible(); }
  BatchesAhead(const BatchesAhead&) = delete;
  BatchesAhead& operator=(const BatchesAhead&) = delete;

  /// The next one: float32 [rows, C, H, W] on the device. Throws std::out_of_range behind the last.
  at::Tensor next();

 private:
  void make(std::size_t batch);

  const sim::Dataset& dataset_;
  std::vector<Samples> batches_;
  at::Device device_;
  SideStream& side_;
  std::size_t given_ = 0;
  at::Tensor made_;  // on a GPU, the next to be given
};

}  // namespace workers
