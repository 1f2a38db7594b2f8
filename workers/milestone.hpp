#pragma once

#include <c10/core/Device.h>
#include <c10/core/Event.h>

#include <optional>

namespace workers {

/// A point in the work that LibTorch's current stream was asked for. On a CPU everything is done when asked,
/// so it is always reached.
class Milestone {
 public:
  explicit Milestone(c10::Device device);

  /// It is here: behind all that was asked so far.
  void set();
  /// Whether that is done; also when it was never set.
  bool reached() const { return !event_ || event_->query(); }

 private:
  c10::Device device_;
  std::optional<c10::Event> event_;
};

}  // namespace workers
