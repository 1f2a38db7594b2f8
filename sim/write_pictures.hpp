#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

#include "sim/picture_factors.hpp"

namespace sim {

// The picture of one sample under a sampling: {C = Tw, H = parts · w, W = t1}.
std::array<std::int64_t, 3> picture_shape(const Sampling& sampling);

// Writes all samples' pictures, [sample][Tw][parts · w][t1], in parallel over samples and waiting times.
// noise is empty or has one entry per sample. T is float or double.
template <typename T>
void write_pictures(const std::vector<PictureFactors<T>>& samples, const std::vector<SampleNoise>& noise,
                    T* out);

// The same picture times `gain`, without noise, made on `device` by matrix products of the factors.
at::Tensor picture_on_device(const SeparableSpectrum& spectrum, const Sampling& sampling, double gain,
                             at::ScalarType type, at::Device device);

}  // namespace sim
