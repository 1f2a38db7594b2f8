#include "sweep/random_key.hpp"

#include <string>

namespace sweep {

std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const unsigned char c : text) {
    hash = (hash ^ c) * 0x100000001b3ULL;
  }
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

std::uint64_t random_key(std::uint64_t seed, std::uint64_t replicate, std::string_view purpose) {
  return stable_hash(std::to_string(seed) + '/' + std::to_string(replicate) + '/' + std::string(purpose));
}

}  // namespace sweep
