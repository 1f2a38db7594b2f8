#include "workers/batches_ahead.hpp"

#include <map>
#include <utility>

namespace workers {
namespace {

/// One for all batches of a device, because LibTorch keeps freed memory by the stream it was made for. Never
/// destroyed: the device may be gone by then.
SideStream& stream_for_batches(at::Device device) {
  static auto& streams = *new std::map<c10::Device, SideStream, bool (*)(c10::Device, c10::Device)>(
      [](c10::Device a, c10::Device b) { return a.index() < b.index(); });
  return streams.try_emplace(device, device).first->second;
}

}  // namespace

BatchesAhead::BatchesAhead(const sim::Dataset& dataset, std::vector<Samples> batches, at::Device device)
    : dataset_(dataset), batches_(std::move(batches)), device_(device), side_(stream_for_batches(device)) {}

void BatchesAhead::make(std::size_t batch) {
  side_.run([&] { made_ = dataset_.batch(batches_[batch], device_); });
}

at::Tensor BatchesAhead::next() {
  const Samples samples = batches_.at(given_);
  if (device_.is_cpu()) {
    ++given_;
    return dataset_.batch(samples, device_);
  }
  if (given_ == 0) make(0);
  side_.join();
  at::Tensor batch = std::exchange(made_, at::Tensor());
  // It was allocated for the side stream: the current one's use must end before its memory is used again.
  batch.record_stream(current_stream(device_));
  if (++given_ < batches_.size()) make(given_);
  return batch;
}

}  // namespace workers
