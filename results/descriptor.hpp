#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "results/h5/unique_handle.hpp"

namespace results {

struct DescriptorTraits {
  using Value = int;
  static constexpr int kNone = -1;
  static void close(int descriptor) noexcept;
};
/// An open file, beside HDF5.
using Descriptor = h5::UniqueHandle<DescriptorTraits>;

/// How many of `bytes` could be read at `place`: fewer than wanted at the end of the file. Throws
/// std::system_error.
std::size_t read_at(int descriptor, std::uint64_t place, std::span<std::byte> bytes);
/// Writes all of `bytes`. Throws std::system_error.
void write_at(int descriptor, std::uint64_t place, std::span<const std::byte> bytes);

}  // namespace results
