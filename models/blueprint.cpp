#include "models/blueprint.hpp"

#include <stdexcept>
#include <utility>

namespace models {

int64_t values_in(InputShape input) { return input.channels * input.height * input.width; }

std::string to_string(InputShape input) {
  return "[" + std::to_string(input.channels) + ", " + std::to_string(input.height) + ", " +
         std::to_string(input.width) + "]";
}

std::string to_string(LayerKind kind) {
  switch (kind) {
    case LayerKind::CONV:
      return "conv";
    case LayerKind::DEPTHWISE:
      return "depthwise";
    case LayerKind::BATCH_NORM:
      return "batch_norm";
    case LayerKind::RELU:
      return "relu";
    case LayerKind::LEAKY_RELU:
      return "leaky_relu";
    case LayerKind::AVERAGE_POOL:
      return "average_pool";
    case LayerKind::MAX_POOL:
      return "max_pool";
    case LayerKind::FLATTEN:
      return "flatten";
    case LayerKind::DENSE:
      return "dense";
    case LayerKind::DROPOUT:
      return "dropout";
    case LayerKind::PAIR_OF_LOGITS:
      return "pair_of_logits";
  }
  throw std::logic_error("unknown layer kind");
}

Layer conv(int64_t filters, int64_t kernel, int64_t stride, Bias bias) {
  return {.kind = LayerKind::CONV,
          .filters = filters,
          .kernel = kernel,
          .stride = stride,
          .bias = bias,
          .name = {}};
}

Layer valid_conv(int64_t filters, int64_t kernel) {
  Layer layer = conv(filters, kernel);
  layer.edges = Edges::VALID;
  return layer;
}

Layer depthwise(int64_t kernel, int64_t stride) {
  return {.kind = LayerKind::DEPTHWISE, .kernel = kernel, .stride = stride, .name = {}};
}

Layer batch_norm(double momentum) { return {.kind = LayerKind::BATCH_NORM, .rate = momentum, .name = {}}; }

Layer relu() { return {.kind = LayerKind::RELU, .name = {}}; }

Layer leaky_relu(double slope) { return {.kind = LayerKind::LEAKY_RELU, .rate = slope, .name = {}}; }

Layer average_pool(int64_t window) {
  return {.kind = LayerKind::AVERAGE_POOL, .kernel = window, .stride = window, .name = {}};
}

Layer max_pool(int64_t window) {
  return {.kind = LayerKind::MAX_POOL, .kernel = window, .stride = window, .name = {}};
}

Layer flatten() { return {.kind = LayerKind::FLATTEN, .name = {}}; }

Layer dense(int64_t features) { return {.kind = LayerKind::DENSE, .filters = features, .name = {}}; }

Layer dropout(double rate) { return {.kind = LayerKind::DROPOUT, .rate = rate, .name = {}}; }

Layer pair_of_logits() { return {.kind = LayerKind::PAIR_OF_LOGITS, .name = {}}; }

Layer named(Layer layer, std::string name) {
  layer.name = std::move(name);
  return layer;
}

Blueprint under(const Conventions& conventions, Blueprint blueprint) {
  for (Layer& layer : blueprint) layer.conventions = conventions;
  return blueprint;
}

}  // namespace models
