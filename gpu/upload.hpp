#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>

namespace gpu {

// A list of whole numbers as an int64 tensor on a device. To a GPU it travels from pinned memory on the
// current stream: the caller does not wait for the device.
at::Tensor upload(std::span<const std::int64_t> list, at::Device device);

}  // namespace gpu
