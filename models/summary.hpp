#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/blueprint.hpp"

namespace models {

// What one layer becomes on a given input. All amounts are per sample.
struct LayerSummary {
  std::string name;             // "conv1", "batch_norm3", "last_conv" …
  Layer layer;                  // as in the blueprint
  std::vector<int64_t> input;   // [channels, height, width] or [features]
  std::vector<int64_t> output;  // likewise
  int64_t parameters = 0;       // counted as Keras does: with BatchNorm's running mean and variance
  int64_t trainable = 0;        // without them
  int64_t forward_operations =
      0;  // 2 per multiply-add of convolutions and dense layers; the rest is left out
  int64_t activation_bytes =
      0;  // float32 bytes its output holds until the backward pass (0 where it is in place)
};

struct Summary {
  std::vector<LayerSummary> layers;
  int64_t parameters = 0;  // with the frozen ones
  int64_t trainable = 0;
  int64_t forward_operations = 0;  // with the frozen ones
  int64_t activation_bytes = 0;
  // Of a frozen network in front of the layers, whose outputs can be kept: no layer above counts them.
  int64_t frozen_parameters = 0;
  int64_t frozen_operations = 0;
};

// Works out every layer's shape and cost from shapes alone; allocates no tensor. Throws
// std::invalid_argument, naming the layer and the input, where an output would be empty or a layer cannot
// follow the one before.
Summary summarize(const Blueprint& blueprint, InputShape input);

}  // namespace models
