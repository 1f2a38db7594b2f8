#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "models/flat_parameters.hpp"
#include "models/network.hpp"

namespace workers {

/// The step buffer in stretches that a team can add up while the backward pass is still on its way to the
/// layers before them. When the backward pass comes to a BatchNorm, where the team meets anyway, all
/// gradients behind it are complete, and it comes there on every member in the same order, also on those
/// without a row.
class GradientBuckets {
 public:
  /// A stretch below so many numbers (1 MiB) waits for more.
  static constexpr std::int64_t kLeastNumbers = 1 << 18;

  /// `parameters` are `network`'s.
  GradientBuckets(const models::Network& network, const models::FlatParameters& parameters);

  /// A backward pass is about to begin, after which the gradients are complete.
  void begin();
  /// It has come to the next BatchNorm: the stretch that is complete now and was not given before; undefined
  /// when that is too small.
  at::Tensor at_next_norm();
  /// It is over: all that was not given before. Undefined when there is nothing.
  at::Tensor rest();

 private:
  at::Tensor stretch_from(std::int64_t first);

  at::Tensor buffer_;  // [numbers]
  std::vector<std::int64_t>
      behind_;  // for each BatchNorm, from the last to the first: where what follows begins
  std::size_t norms_seen_ = 0;
  std::int64_t given_from_ = 0;
};

}  // namespace workers
