#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/h5/handles.hpp"

namespace h5 {

/// Elements of plain arrays. All are little-endian in the file.
Type float32();
Type float64();
Type uint8();
/// {r, i} of float32, which h5py reads as complex64.
Type complex64();
/// UTF-8 of a fixed length (1 or more), padded with zeros.
Type text_of(std::size_t bytes);

enum class FieldKind { UINT32, INT32, FLOAT64, TEXT, CHOICE };

/// One field of a compound row. TEXT is UTF-8 of a fixed length, padded with zeros; CHOICE is an enum of one
/// byte with named values.
struct Field {
  std::string name;
  FieldKind kind = FieldKind::FLOAT64;
  std::size_t offset = 0;  // bytes from the start of the row
  std::size_t size = 8;    // bytes
  bool operator==(const Field&) const = default;
};

/// The compound of `fields` in rows of `row_bytes`; the value of choice i is i.
Type row_type(const std::vector<Field>& fields, std::size_t row_bytes,
              std::span<const std::string_view> choices);

/// The fields of a compound type. Throws Error naming a field that is of no kind above.
std::vector<Field> fields_of(const Type& type);
std::size_t bytes_of(const Type& type);
/// Whether it is a text of a fixed length.
bool is_text(const Type& type);
/// As numpy calls it ("uint8", "float32", "complex64"), for messages.
std::string name_of(const Type& type);

}  // namespace h5
