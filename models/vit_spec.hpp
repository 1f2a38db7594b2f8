#pragma once

#include <cstdint>

#include "models/blueprint.hpp"

namespace models {

// The sizes of a vision transformer (Dosovitskiy et al., ICLR 2021); the defaults are ViT-B/32.
struct VitSpec {
  int64_t patch = 32;   // side of the square patches, pixels
  int64_t width = 768;  // numbers per token
  int64_t depth = 12;   // blocks
  int64_t heads = 12;   // of each block's attention; they divide the width
  int64_t mlp = 3072;   // hidden numbers of each block's two dense layers
  bool operator==(const VitSpec&) const = default;
};

constexpr int64_t kVitColours = 3;  // grey pictures are repeated

// Throws std::invalid_argument unless the spec makes sense and the picture, [1, height, width], is made of
// whole patches.
void check(const VitSpec& spec, InputShape picture);

// Tokens of a picture: its patches and the class token in front of them.
int64_t tokens_of(const VitSpec& spec, InputShape picture);

int64_t parameter_count(const VitSpec& spec, InputShape picture);
// Per picture, 2 per multiply-add of every product, the attention's own included.
int64_t forward_operations(const VitSpec& spec, InputShape picture);

InputShape feature_shape(const VitSpec& spec);  // [width, 1, 1]

}  // namespace models
