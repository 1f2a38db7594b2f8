#pragma once

#include <cstdint>
#include <string_view>

namespace sweep {

/// The StableHash of a whole text.
std::uint64_t stable_hash(std::string_view text);

/// The key of one stream of random numbers. Every random number of a study comes from (study seed, replicate,
/// purpose) and an index within that stream, never from a rank, the time or the order of trials.
std::uint64_t random_key(std::uint64_t seed, std::uint64_t replicate, std::string_view purpose);

}  // namespace sweep
