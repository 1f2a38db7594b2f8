#include "results/sealed_file.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "results/incarnation.hpp"
#include "results/seal.hpp"
#include "sweep/input_error.hpp"

namespace results {

Descriptor open_sealed(const std::string& path, int flags) {
  Descriptor file(::open(path.c_str(), flags | O_CLOEXEC));
  if (!file) {
    throw sweep::InputError(path + (flags == O_RDONLY ? ": cannot be read: " : ": cannot be written: ") +
                            std::strerror(errno));
  }
  try {
    Seal::check(file.get(), path);
  } catch (const std::system_error& error) {
    throw sweep::InputError(path + ": cannot be read: " + error.code().message());
  }
  return file;
}

std::uint32_t incarnation_of(const Descriptor& file, const std::string& path) {
  if (const auto number = Incarnation::read(file.get())) return *number;
  throw sweep::InputError(path + ": its incarnation number (at byte " + std::to_string(Incarnation::kPlace) +
                          ") is damaged: put a backup in its place, or run the study into another --out");
}

}  // namespace results
