#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace results {

/// Numbers measured under combinations of levels, in blocks. Any combination may be missing or repeated.
struct Factorial {
  struct Factor {
    std::string name;
    std::vector<std::string> levels;
  };
  struct Measurement {
    std::vector<std::size_t> levels;  // a place per factor
    std::size_t block = 0;            // 0 … blocks − 1
    double value = 0;
  };
  std::vector<Factor> factors;
  std::size_t blocks = 1;
  std::vector<Measurement> measurements;
};

}  // namespace results
