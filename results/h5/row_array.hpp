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

/// A contiguous dataset, read and written by whole rows of its first dimension. Elements are in memory as
/// they are in the file. Calls are independent, never collective; one thread at a time.
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
  RowArray(const std::string& path, DatasetId dataset, Type element, std::vector<std::size_t> extents);
  /// Selects the rows that fill `bytes`; false when there is nothing to move.
  bool select(std::size_t first, std::size_t bytes) const;

  std::string path_;
  DatasetId dataset_;
  Type element_;
  std::vector<std::size_t> extents_ = {0};
  std::size_t row_bytes_ = 0;
  // Made once and changed in place: making a dataspace costs as much as writing a row.
  Space file_space_;
  mutable Space memory_space_;
  mutable std::vector<hsize_t> block_;  // extents of the selected rows
  mutable std::vector<hsize_t> start_;
};

}  // namespace h5
