#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace models {

// The bound of Glorot's uniform distribution: sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, AISTATS 2010).
double glorot_bound(int64_t fan_in, int64_t fan_out);

// The bound of torch.nn's own initial values, weights and biases alike: Kaiming's uniform distribution with a
// = √5 (torch.nn.Linear.reset_parameters).
double kaiming_bound(int64_t fan_in);

// A contiguous float32 CPU tensor of this shape, uniform in [−bound, bound). Each element depends on (key,
// parameter, its index) alone, so networks of one key agree on every rank.
at::Tensor uniform_values(at::IntArrayRef shape, double bound, uint64_t key, uint32_t parameter);

}  // namespace models
