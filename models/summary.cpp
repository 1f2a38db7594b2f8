#include "models/summary.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace models {
namespace {

using Shape = std::vector<int64_t>;
constexpr int64_t kFloatBytes = 4;
constexpr int64_t kIndexBytes = 8;  // where a maximum stood

int64_t product(const Shape& shape) {
  int64_t n = 1;
  for (const int64_t size : shape) n *= size;
  return n;
}

bool needs_picture(LayerKind kind) {
  return kind == LayerKind::CONV || kind == LayerKind::DEPTHWISE || kind == LayerKind::AVERAGE_POOL ||
         kind == LayerKind::MAX_POOL;
}

bool needs_same_padding(const Layer& layer) {
  return (layer.kind == LayerKind::CONV || layer.kind == LayerKind::DEPTHWISE) && layer.edges == Edges::SAME;
}

// Outputs of a convolution along an axis of n values: one per stride, from the first on, for as long as there
// are values (SAME) or whole windows (VALID).
int64_t strided(int64_t n, const Layer& layer) {
  const int64_t starts = layer.edges == Edges::SAME ? n : std::max<int64_t>(n - layer.kernel + 1, 0);
  return (starts + layer.stride - 1) / layer.stride;
}

Shape output_shape(const Layer& layer, const Shape& in) {
  switch (layer.kind) {
    case LayerKind::CONV:
      return {layer.filters, strided(in[1], layer), strided(in[2], layer)};
    case LayerKind::DEPTHWISE:
      return {in[0], strided(in[1], layer), strided(in[2], layer)};
    case LayerKind::AVERAGE_POOL:
    case LayerKind::MAX_POOL:
      return {in[0], in[1] / layer.kernel, in[2] / layer.kernel};
    case LayerKind::FLATTEN:
      return {product(in)};
    case LayerKind::DENSE:
      return {layer.filters};
    case LayerKind::PAIR_OF_LOGITS:
      return {2};
    default:
      return in;
  }
}

void count_weights(LayerSummary& row, int64_t weights, int64_t biases, int64_t positions) {
  row.trainable = row.parameters = weights + (row.layer.bias == Bias::WITH ? biases : 0);
  row.forward_operations = 2 * weights * positions;
}

void count(LayerSummary& row) {
  const int64_t window = row.layer.kernel * row.layer.kernel;
  const int64_t outputs = product(row.output);
  const int64_t positions = row.output.size() == 3 ? row.output[1] * row.output[2] : 1;
  row.activation_bytes = kFloatBytes * outputs;
  switch (row.layer.kind) {
    case LayerKind::CONV:
      return count_weights(row, window * row.input[0] * row.output[0], row.output[0], positions);
    case LayerKind::DEPTHWISE:
      return count_weights(row, window * row.input[0], row.input[0], positions);
    case LayerKind::DENSE:
      return count_weights(row, row.input[0] * row.output[0], row.output[0], 1);
    case LayerKind::BATCH_NORM:
      row.parameters = 4 * row.input[0];
      row.trainable = 2 * row.input[0];
      return;
    case LayerKind::RELU:
    case LayerKind::FLATTEN:
      row.activation_bytes = 0;
      return;
    case LayerKind::MAX_POOL:
      row.activation_bytes += kIndexBytes * outputs;
      return;
    default:
      return;
  }
}

[[noreturn]] void fail(const std::string& name, InputShape input, const std::string& what) {
  throw std::invalid_argument("layer " + name + " of a network with input " + to_string(input) + " " + what);
}

void check(const LayerSummary& row, InputShape input) {
  const Layer& layer = row.layer;
  const bool picture = row.input.size() == 3;
  if (needs_picture(layer.kind) && !picture) fail(row.name, input, "needs a picture, not a flat vector");
  if (layer.kind == LayerKind::DENSE && picture) fail(row.name, input, "needs a flatten layer before it");
  if (layer.kernel < 1 || layer.stride < 1)
    fail(row.name, input, "needs a kernel and a stride of at least 1");
  if ((layer.kind == LayerKind::CONV || layer.kind == LayerKind::DENSE) && layer.filters < 1)
    fail(row.name, input, "needs at least one output, not " + std::to_string(layer.filters));
  if (layer.kind == LayerKind::PAIR_OF_LOGITS && row.input != Shape{1})
    fail(row.name, input, "needs one number before it");
  if (needs_same_padding(layer) && layer.conventions.padding == SamePadding::TORCH && layer.kernel % 2 == 0)
    fail(row.name, input, "needs an odd kernel for symmetric padding, not " + std::to_string(layer.kernel));
  if (!(layer.rate >= 0 && layer.rate < 1))
    fail(row.name, input, "needs a rate in [0, 1), not " + std::to_string(layer.rate));
}

}  // namespace

Summary summarize(const Blueprint& blueprint, InputShape input) {
  if (input.channels < 1 || input.height < 1 || input.width < 1)
    throw std::invalid_argument("a network's input must not be empty: " + to_string(input));
  Summary summary;
  std::map<LayerKind, int> seen;
  Shape shape{input.channels, input.height, input.width};
  for (const Layer& layer : blueprint) {
    LayerSummary row;
    row.name = to_string(layer.kind) + std::to_string(++seen[layer.kind]);
    if (!layer.name.empty()) row.name = layer.name;
    row.layer = layer;
    row.input = shape;
    check(row, input);
    row.output = shape = output_shape(layer, shape);
    if (product(shape) == 0)
      fail(row.name, input, "would have an empty output: the input is too small for it");
    count(row);
    summary.parameters += row.parameters;
    summary.trainable += row.trainable;
    summary.forward_operations += row.forward_operations;
    summary.activation_bytes += row.activation_bytes;
    summary.layers.push_back(std::move(row));
  }
  return summary;
}

}  // namespace models
