#pragma once

#include <torch/torch.h>

#include <cstdint>

// Test data from a seed: normal numbers of any shape, float32.
inline at::Tensor normal_numbers(at::IntArrayRef shape, uint64_t seed) {
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  return at::randn(shape, generator, at::kFloat);
}

// The largest difference between two tensors, as a double.
inline double distance(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}
