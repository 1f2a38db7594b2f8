#include "sweep/random_key.hpp"

#include <string>

#include "sweep/stable_hash.hpp"

namespace sweep {

std::uint64_t stable_hash(std::string_view text) {
  StableHash hash;
  hash.add(text);
  return hash.value();
}

std::uint64_t random_key(std::uint64_t seed, std::uint64_t replicate, std::string_view purpose) {
  return stable_hash(std::to_string(seed) + '/' + std::to_string(replicate) + '/' + std::string(purpose));
}

}  // namespace sweep
