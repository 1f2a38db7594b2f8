#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace fuzz {

/// How many different sample files there are.
inline constexpr std::size_t kSampleFiles = 5;

/// The bytes of a whole results file, made once: `which` chooses study, shape and how many trials are done.
const std::string& sample_file(std::size_t which);

/// A file of these bytes in memory, of this process alone. The same path each time; gone at exit.
const std::string& put_into_memory(std::span<const std::byte> bytes);

}  // namespace fuzz
