#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace models {

// A file's bytes, mapped into memory to be read.
class MappedFile {
 public:
  // Throws std::invalid_argument, saying why, where the file can't be read or is empty.
  explicit MappedFile(const std::string& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace models
