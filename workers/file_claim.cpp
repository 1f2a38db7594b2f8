#include "workers/file_claim.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace workers {

std::optional<FileClaim> FileClaim::attempt(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return FileClaim(-1);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return FileClaim(descriptor);
  ::close(descriptor);
  return std::nullopt;
}

FileClaim::~FileClaim() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace workers
