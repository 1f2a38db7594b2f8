#include "models/plain_layer.hpp"

#include <ATen/ATen.h>

#include <stdexcept>

namespace models {

std::function<at::Tensor(const at::Tensor&)> plain_layer(const LayerSummary& layer) {
  const int64_t window = layer.layer.kernel;
  switch (layer.layer.kind) {
    case LayerKind::RELU:
      return [](const at::Tensor& x) { return at::relu(x); };
    case LayerKind::LEAKY_RELU:
      return [slope = layer.layer.rate](const at::Tensor& x) { return at::leaky_relu(x, slope); };
    case LayerKind::AVERAGE_POOL:
      return [window](const at::Tensor& x) { return at::avg_pool2d(x, {window, window}); };
    case LayerKind::MAX_POOL:
      return [window](const at::Tensor& x) { return at::max_pool2d(x, {window, window}); };
    case LayerKind::FLATTEN:
      // Row, column, channel: Keras' order, and a view of a channels-last picture.
      return [size = layer.output[0]](const at::Tensor& x) {
        return x.permute({0, 2, 3, 1}).reshape({x.size(0), size});
      };
    case LayerKind::PAIR_OF_LOGITS:
      return [](const at::Tensor& x) { return at::constant_pad_nd(x, {1, 0}); };
    default:
      throw std::logic_error("a layer of kind " + to_string(layer.layer.kind) + " needs more than its input");
  }
}

}  // namespace models
