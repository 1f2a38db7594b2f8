#include "models/vit_spec.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace models {

void check(const VitSpec& spec, InputShape picture) {
  if (std::min({spec.patch, spec.width, spec.depth, spec.heads, spec.mlp}) < 1 ||
      spec.width % spec.heads != 0)
    throw std::invalid_argument(
        "a vision transformer needs sizes of at least 1 and heads that divide its width");
  if (picture.channels != 1)
    throw std::invalid_argument("the vision transformer takes grey pictures: one channel, not " +
                                std::to_string(picture.channels));
  if (picture.height < 1 || picture.width < 1 || picture.height % spec.patch != 0 ||
      picture.width % spec.patch != 0)
    throw std::invalid_argument("the vision transformer cuts pictures into patches of " +
                                std::to_string(spec.patch) + " x " + std::to_string(spec.patch) +
                                " pixels: the sides of " + to_string(picture) + " are no multiples of that");
}

int64_t tokens_of(const VitSpec& spec, InputShape picture) {
  return picture.height / spec.patch * (picture.width / spec.patch) + 1;
}

int64_t parameter_count(const VitSpec& spec, InputShape picture) {
  const int64_t w = spec.width, norm = 2 * w;
  const int64_t embedding = kVitColours * spec.patch * spec.patch * w + w + w + tokens_of(spec, picture) * w;
  const int64_t attention = 3 * (w * w + w) + w * w + w;
  const int64_t mlp = w * spec.mlp + spec.mlp + spec.mlp * w + w;
  return embedding + spec.depth * (2 * norm + attention + mlp) + norm;
}

int64_t forward_operations(const VitSpec& spec, InputShape picture) {
  const int64_t w = spec.width, tokens = tokens_of(spec, picture);
  const int64_t embedding = (tokens - 1) * kVitColours * spec.patch * spec.patch * w;
  const int64_t block = tokens * (4 * w * w + 2 * w * spec.mlp) + 2 * tokens * tokens * w;
  return 2 * (embedding + spec.depth * block);
}

InputShape feature_shape(const VitSpec& spec) { return {spec.width, 1, 1}; }

}  // namespace models
