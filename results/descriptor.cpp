#include "results/descriptor.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace results {

void DescriptorTraits::close(int descriptor) noexcept { ::close(descriptor); }

std::size_t read_at(int descriptor, std::uint64_t place, std::span<std::byte> bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count =
        ::pread(descriptor, &bytes[done], bytes.size() - done, static_cast<off_t>(place + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::system_error(errno, std::generic_category(), "read");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

void write_at(int descriptor, std::uint64_t place, std::span<const std::byte> bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count =
        ::pwrite(descriptor, &bytes[done], bytes.size() - done, static_cast<off_t>(place + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::system_error(errno, std::generic_category(), "write");
    done += static_cast<std::size_t>(count);
  }
}

}  // namespace results
