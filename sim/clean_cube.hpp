#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "sim/axes.hpp"
#include "sim/kubo.hpp"
#include "sim/physics.hpp"
#include "sim/sampling.hpp"

namespace sim {

// The noise-free, unscaled spectrum of one sample (one or two components), as a network sees it: a real
// tensor [Tw, parts · w, t1], real rows above imaginary rows, float32 or float64, on any device. On the CPU a
// thinned cube has the bits of the full one; elsewhere the sum is a matrix product of that device. Throws
// std::invalid_argument for unusable input or another scalar type.
at::Tensor clean_cube(const Axes& axes, const Physics& physics, const std::vector<Kubo>& components,
                      const Sampling& sampling, at::ScalarType type, at::Device device);

// The same values as a complex tensor [Tw, w, t1] (complex64 or complex128, after `picture`'s type), from a
// picture [Tw, 2 · w, t1].
at::Tensor as_complex(const at::Tensor& picture);

}  // namespace sim
