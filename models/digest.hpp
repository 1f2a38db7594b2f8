#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace models {

// A 64-bit hash that is the same on every machine: tells contents apart, resists nobody who means harm.
class Digest {
 public:
  void add(std::string_view text);
  void add(const at::Tensor& tensor);  // type, shape and values, from any device
  uint64_t value() const;

 private:
  void add_bytes(const void* bytes, size_t size);
  void add_word(uint64_t word);

  uint64_t state_ = 0x9E3779B97F4A7C15;
};

}  // namespace models
