#include "workers/milestone.hpp"

#include "workers/side_stream.hpp"

namespace workers {

Milestone::Milestone(c10::Device device) : device_(device) {
  if (!device.is_cpu()) event_.emplace(device.type());
}

void Milestone::set() {
  if (event_) event_->record(current_stream(device_));
}

}  // namespace workers
