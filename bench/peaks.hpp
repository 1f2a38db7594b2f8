#pragma once

#include <ATen/core/Tensor.h>

namespace bench {

// What the device does at most, measured now: the floors that other times are held against.

// Waits until the device has done all it was told. Nothing to wait for on the CPU.
void finish(at::Device device);

// Operations (2 per multiply-add) per second of a large matrix product in this type: the faster of at::mm and
// the same product as a 1×1 convolution, because cuDNN may round its inputs to TF32 where cuBLAS may not.
double product_operations_per_second(at::Device device, at::ScalarType type);

// Bytes read plus bytes written per second of a copy far larger than the caches.
double copy_bytes_per_second(at::Device device);

}  // namespace bench
