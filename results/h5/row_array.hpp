#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "results/h5/byte_range.hpp"
#include "results/h5/file.hpp"
#include "results/h5/types.hpp"

namespace h5 {

/// A dataset, read and written by whole rows of its first dimension. Elements are in memory as they are in
/// the file. Those that are written are contiguous, and their rows go past HDF5's own reading and writing,
/// straight to the file's driver: HDF5 compares all fields of a compound type at every call, which takes
/// several times as long as the row. Calls are independent, never collective; one thread at a time.
class RowArray {
 public:
  RowArray() = default;

  /// Its space is taken from the file at once and left as it is: undefined until written. Groups on the way
  /// are made.
  static RowArray create(const File& file, const std::string& path, Type element,
                         const std::vector<std::size_t>& extents);
  /// Throws Error when `path` is missing.
  static RowArray open(const File& file, const std::string& path);
  /// The same, and throws Error when it is not of `element` or has another number of dimensions.
  static RowArray open(const File& file, const std::string& path, const Type& element,
                       std::size_t dimensions);

  const std::vector<std::size_t>& extents() const { return extents_; }
  const Type& element() const { return element_; }
  std::size_t rows() const { return extents_.front(); }
  std::size_t row_bytes() const { return row_bytes_; }
  /// Where its elements lie in the file; empty for an array without any.
  ByteRange place() const;

  /// `bytes` holds whole rows, from row `first` on.
  void read(std::size_t first, std::span<std::byte> bytes) const;
  void write(std::size_t first, std::span<const std::byte> bytes);

 private:
  RowArray(const File& file, const std::string& path, DatasetId dataset, Type element,
           std::vector<std::size_t> extents);
  /// How many rows fill `bytes`. Throws Error unless they are whole rows of this array.
  std::size_t rows_in(std::size_t first, std::size_t bytes) const;
  void read_by_hdf5(std::size_t first, std::span<std::byte> bytes) const;
  haddr_t place_of(std::size_t row) const { return place_.first + row * row_bytes_; }

  std::string path_;
  DatasetId dataset_;
  Type element_;
  std::vector<std::size_t> extents_ = {0};
  std::size_t row_bytes_ = 0;
  H5FD_t* driver_ = nullptr;  // where all elements lie at place_ in a file that is written
  ByteRange place_;
};

}  // namespace h5
