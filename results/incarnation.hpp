#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace results {

/// Which start of a job a results file belongs to: a number in the file, outside HDF5's part of it, that each
/// start raises by one. A job that was given up but still runs sees by it that another has taken over.
///
/// It is a line of text in a disk sector of its own, so that a write of it is not torn by losing power:
/// "incarnation NUMBER CRC", ten decimal and eight hexadecimal digits.
class Incarnation {
 public:
  static constexpr std::uint64_t kPlace = 1024;
  static constexpr std::size_t kBytes = 32;

  /// Nothing when the file holds none, or a damaged one. Throws std::system_error.
  static std::optional<std::uint32_t> read(int descriptor);
  /// Not synced. Throws std::system_error.
  static void write(int descriptor, std::uint32_t number);
};

}  // namespace results
