#include "sim/random_stream.hpp"

#include <Random123/philox.h>

namespace sim {
namespace {

std::uint32_t low_word(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high_word(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

}  // namespace

std::uint64_t RandomStream::bits() {
  const r123::Philox4x32 philox;
  const r123::Philox4x32::ctr_type random =
      philox({{low_word(index_), high_word(index_), low_word(place_), high_word(place_)}},
             {{low_word(key_), high_word(key_)}});
  ++place_;
  return (std::uint64_t{random[1]} << 32) | random[0];
}

double RandomStream::uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

}  // namespace sim
