#include "workers/side_stream.hpp"

#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace workers {

c10::Stream current_stream(c10::Device device) {
  return c10::impl::VirtualGuardImpl(device.type()).getStream(device);
}

SideStream::SideStream(c10::Device device) {
  if (device.is_cpu()) return;
  stream_ = c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device);
  before_.emplace(device.type());
  after_.emplace(device.type());
}

void SideStream::join_if_possible() noexcept {
  try {
    join();
  } catch (...) {  // the next use of the device throws as well
  }
}

void SideStream::run(const std::function<void()>& work) {
  if (!stream_) {
    work();
    return;
  }
  before_->record(current_stream(stream_->device()));
  before_->block(*stream_);
  const c10::StreamGuard on_side(*stream_);
  work();
  after_->record(*stream_);
}

void SideStream::join() {
  if (stream_ && after_->was_marked_for_recording()) after_->block(current_stream(stream_->device()));
}

}  // namespace workers
