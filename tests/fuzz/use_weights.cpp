#include "use_weights.hpp"

#include <stdexcept>
#include <string_view>

#include "target.hpp"

namespace fuzz {
namespace {

// What numbers may take: a multiple of the file, or what does no harm; twice that, if they were stored as
// halves.
constexpr std::size_t kMostBytes = std::size_t{128} << 20;
constexpr std::size_t kMostGrowth = 32;

}  // namespace

void use_weights(models::FloatArrays (*read)(std::span<const std::byte>), std::span<const std::byte> file) {
  try {
    std::size_t total = 0;
    for (const auto& [name, array] : read(file)) {
      std::size_t numbers = 1;
      for (const std::int64_t length : array.shape) numbers *= static_cast<std::size_t>(length);
      expect(array.values.size() == numbers, "a shape says how many numbers there are");
      total += numbers * sizeof(float);
    }
    expect(total <= kMostBytes + kMostGrowth * file.size(),
           "weights take no more memory than their file hints at");
  } catch (const std::invalid_argument& error) {
    const std::string_view line = error.what();
    expect(!line.empty() && line.find('\n') == std::string_view::npos, "a mistake is told in one line");
  }
}

}  // namespace fuzz
