#include "workers/nccl_reducer.hpp"

#include <ATen/ATen.h>
#include <c10/core/DeviceGuard.h>

#include "gpu/current_stream.hpp"

namespace workers {
namespace {

/// Before the first communicator is made: NCCL takes the calling thread's device.
at::Device chosen(at::Device device) {
  c10::impl::VirtualGuardImpl(device.type()).setDevice(device);
  return device;
}

void queue_sum(comm::NcclCommunicator& ranks, const at::Tensor& values, at::Device device) {
  TORCH_CHECK(values.is_contiguous(), "the team can only add up contiguous tensors");
  using Number = comm::NcclCommunicator::Number;
  ranks.sum(values.data_ptr(), static_cast<std::size_t>(values.numel()),
            values.scalar_type() == at::kDouble ? Number::FLOAT64 : Number::FLOAT32,
            gpu::current_stream(device));
}

}  // namespace

NcclReducer::NcclReducer(comm::Communicator communicator, at::Device device)
    : device_(chosen(device)),
      on_host_(communicator),
      now_(communicator),
      aside_(communicator),
      side_(device) {}

void NcclReducer::sum(at::Tensor& values) {
  if (values.is_cpu()) return on_host_.sum(values);
  queue_sum(now_, values, device_);
}

void NcclReducer::start(const at::Tensor& values) {
  side_.run([&] { queue_sum(aside_, values, device_); });
}

void NcclReducer::check() {
  now_.check();
  aside_.check();
}

void NcclReducer::close() {
  finish();
  now_.close();
  aside_.close();
}

}  // namespace workers
