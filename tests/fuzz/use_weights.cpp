#include "use_weights.hpp"

#include <ATen/ATen.h>

#include <stdexcept>
#include <string_view>

#include "models/weights/load_backbone.hpp"
#include "target.hpp"

namespace fuzz {
namespace {

// What numbers may take beyond a multiple of the file: half of it as they are stored.
constexpr std::size_t kMostBytes = std::size_t{128} << 20;
constexpr std::size_t kMostGrowth = 32;

void check(const std::invalid_argument& error) {
  const std::string_view line = error.what();
  expect(!line.empty() && line.find('\n') == std::string_view::npos, "a mistake is told in one line");
}

}  // namespace

void use_weights(models::NamedTensors (*read)(std::span<const std::byte>), std::span<const std::byte> file) {
  static models::VisionTransformer transformer({.patch = 1, .width = 2, .depth = 1, .heads = 1, .mlp = 1},
                                               {1, 1, 2}, 1);
  try {
    const models::NamedTensors tensors = read(file);
    std::size_t total = 0;
    for (const auto& [name, tensor] : tensors) {
      expect(tensor.scalar_type() == at::kFloat && tensor.is_contiguous(),
             "tensors are float32 and contiguous");
      total += tensor.nbytes();
      if (tensor.numel() > 0) tensor.sum().item<float>();
    }
    expect(total <= kMostBytes + kMostGrowth * file.size(),
           "weights take no more memory than their file lets expect");
    try {
      models::load_backbone(transformer, tensors);
    } catch (const std::invalid_argument& error) {
      check(error);
    }
  } catch (const std::invalid_argument& error) {
    check(error);
  }
}

}  // namespace fuzz
