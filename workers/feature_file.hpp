#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>

namespace workers {

// A table of float32 [row, column] in a file that the ranks of a node share: it is mapped into memory, so all
// of them have one copy, which is the system's and can be dropped and read again.
//
//   gridsweep features · rows · columns · CRC-32 of the numbers     one line of text, 64 bytes with its end
//   the numbers, row by row, little-endian

/// Nothing (an undefined tensor) when there is no such file, or it is damaged or of another size. The tensor
/// is on the CPU and must not be written.
at::Tensor read_features(const std::filesystem::path& path, std::int64_t rows, std::int64_t columns);

/// Throws std::exception when that can't be done.
void write_features(const std::filesystem::path& path, const at::Tensor& features);

}  // namespace workers
