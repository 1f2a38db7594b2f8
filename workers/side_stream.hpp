#pragma once

#include <c10/core/Device.h>
#include <c10/core/Event.h>
#include <c10/core/Stream.h>

#include <functional>
#include <optional>

namespace workers {

/// A second queue of work on a GPU, beside LibTorch's current stream. A CPU has none: there, work is done
/// when it is asked for.
class SideStream {
 public:
  explicit SideStream(c10::Device device);
  ~SideStream() { join_if_possible(); }
  SideStream(const SideStream&) = delete;
  SideStream& operator=(const SideStream&) = delete;

  /// Queues what `work` asks of the device, behind everything that the current stream was asked so far.
  void run(const std::function<void()>& work);
  /// What the current stream is asked from now on happens after all that was run here.
  void join();
  /// The same for destructors: a device that is broken says so to whoever uses it next.
  void join_if_possible() noexcept;

 private:
  std::optional<c10::Stream> stream_;  // none on a CPU
  std::optional<c10::Event> before_;
  std::optional<c10::Event> after_;
};

/// The stream that LibTorch uses now. `device` is a GPU.
c10::Stream current_stream(c10::Device device);

}  // namespace workers
