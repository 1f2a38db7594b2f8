#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "results/h5/byte_range.hpp"

namespace results {

/// Tells whether a results file is laid out as it was made, without asking HDF5, which crashes on damaged
/// files. Everything but the elements of the arrays stays the same after creation, so a checksum over it is
/// kept in the file's first page, as text, in front of HDF5's part:
///
///     gridsweep results file, schema 2
///     HDF5 begins at byte 4096: h5py, pandas, h5dump and HDFView read this file
///     size BYTES                     of the whole file
///     data FIRST BYTES               one line per array that has elements
///     structure CRC                  of all bytes from 4096 on that are not data
///     seal CRC                       of the lines above
///
/// then zeros, but for the line of Incarnation.
class Seal {
 public:
  /// Kept free for it. A page, so that what HDF5 aligns to pages stays aligned in the file.
  static constexpr std::size_t kBytes = 4096;

  /// Seals the file of `descriptor`, whose arrays lie at `data`. Not synced. Throws std::system_error.
  static void put(int descriptor, std::vector<h5::ByteRange> data);
  /// Throws InputError, one line, when the file of `descriptor` is no results file of this schema, or is not
  /// as it was sealed. `path` is for the message.
  static void check(int descriptor, const std::string& path);

 private:
  Seal(std::uint64_t size, std::vector<h5::ByteRange> data);
  /// What is written in `text`; it may be anything. Throws std::runtime_error when it is no seal.
  static Seal parse(const std::string& text);
  std::string text() const;
  /// The checksum over everything from kBytes on that is not data.
  std::uint32_t structure_of(int descriptor) const;

  std::uint64_t size_;
  std::vector<h5::ByteRange> data_;  // in the order of the file
  std::uint32_t structure_ = 0;
};

}  // namespace results
