#include "gpu/upload.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace gpu {

at::Tensor upload(std::span<const std::int64_t> list, at::Device device) {
  const at::Tensor host = at::empty({static_cast<std::int64_t>(list.size())},
                                    at::TensorOptions().dtype(at::kLong).pinned_memory(device.is_cuda()));
  std::copy(list.begin(), list.end(), host.data_ptr<std::int64_t>());
  return host.to(device, at::kLong, /*non_blocking=*/device.is_cuda());
}

}  // namespace gpu
