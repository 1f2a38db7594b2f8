#include "models/weights/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace models {
namespace {

[[noreturn]] void fail() {
  throw std::invalid_argument("it can't be read: " + std::generic_category().message(errno));
}

}  // namespace

MappedFile::MappedFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail();
  struct stat about {};
  void* mapped = MAP_FAILED;
  if (fstat(file, &about) == 0 && !S_ISREG(about.st_mode))
    errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
  else if (about.st_size > 0)
    mapped = mmap(nullptr, static_cast<size_t>(about.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  const int error = errno;
  close(file);
  errno = error;
  if (S_ISREG(about.st_mode) && about.st_size == 0) throw std::invalid_argument("it is empty");
  if (mapped == MAP_FAILED) fail();
  bytes_ = {static_cast<const std::byte*>(mapped), static_cast<size_t>(about.st_size)};
}

MappedFile::~MappedFile() { munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size()); }

}  // namespace models
