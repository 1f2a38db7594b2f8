#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

/// One input, as libFuzzer and replay.cpp hand it over. Returns 0; a finding ends the process.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// Ends the process with `what`: the program broke a promise, though no memory was touched wrongly.
[[noreturn]] inline void report(const std::string& what) {
  std::fprintf(stderr, "broken promise: %s\n", what.c_str());
  std::abort();
}

inline void expect(bool promise, const char* what) {
  if (!promise) report(what);
}

}  // namespace fuzz
