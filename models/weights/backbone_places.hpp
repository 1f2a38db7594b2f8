#pragma once

#include <string>
#include <vector>

#include "models/named_tensor.hpp"
#include "models/vision_transformer.hpp"
#include "models/weights/named_tensors.hpp"

namespace models {

// Where a file's tensors go: under each name that the file should have, a view of the transformer's own
// tensor, turned so that it has the file's shape.
using Places = std::vector<NamedTensor>;

Places timm_places(const VisionTransformer& transformer);
// Of Google's and vit-keras' .npz: "Transformer/encoderblock_0/MlpBlock_3/Dense_0/kernel" …; dense kernels
// are [inputs, outputs], attention's [width, heads, width/heads] (the output's turned), convolutions [row,
// column, inputs, outputs].
Places google_places(const VisionTransformer& transformer);

// The names under which this file has, or should have, its tensors.
Places places_for(const NamedTensors& file, const VisionTransformer& transformer);

// Part of a classifier behind the backbone, which no feature depends on.
bool belongs_to_a_classifier(const std::string& name);

bool holds_positions(const std::string& name);

}  // namespace models
