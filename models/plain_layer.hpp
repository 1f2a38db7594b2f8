#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

#include "models/summary.hpp"

namespace models {

// What a layer does that has neither weights nor a state: activations, pools, flatten, pair of logits. Throws
// std::logic_error for other layers.
std::function<at::Tensor(const at::Tensor&)> plain_layer(const LayerSummary& layer);

}  // namespace models
