#pragma once

#include <string>

#include "models/vision_transformer.hpp"
#include "models/weights/named_tensors.hpp"

namespace models {

// Puts the weights of a file, read_weight_file(path), into the transformer. Tensors may have timm's names or
// those of Google's and vit-keras' .npz; a classifier's are passed over. Positions of another, square, grid
// of patches are resized: bilinear, corners on corners. Throws std::invalid_argument, "path: …" in one line
// that names what is missing, unknown, of another shape or not finite; the transformer is then unchanged.
void load_backbone(VisionTransformer& transformer, const std::string& path);

// The same for what was read already; the line then has no path.
void load_backbone(VisionTransformer& transformer, const NamedTensors& file);

}  // namespace models
