#include "models/digest.hpp"

#include <ATen/ATen.h>

#include <bit>
#include <cstring>

namespace models {
namespace {

// The finaliser of MurmurHash3: every bit of the input changes about half of the output's.
uint64_t mixed(uint64_t x) {
  x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCD;
  x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53;
  return x ^ (x >> 33);
}

}  // namespace

void Digest::add_word(uint64_t word) {
  state_ = (std::rotl(state_ ^ word, 29) + 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93;
}

void Digest::add_bytes(const void* bytes, size_t size) {
  add_word(size);
  const auto* const from = static_cast<const unsigned char*>(bytes);
  for (size_t at = 0; at < size; at += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, from + at, std::min(sizeof word, size - at));
    add_word(word);
  }
}

void Digest::add(std::string_view text) { add_bytes(text.data(), text.size()); }

void Digest::add(const at::Tensor& tensor) {
  const at::Tensor here = tensor.detach().cpu().contiguous();
  add_word(static_cast<uint64_t>(here.scalar_type()));
  for (const int64_t size : here.sizes()) add_word(static_cast<uint64_t>(size));
  add_bytes(here.data_ptr(), here.nbytes());
}

uint64_t Digest::value() const { return mixed(state_); }

}  // namespace models
