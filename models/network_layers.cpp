// How a Network takes up each kind of layer.
#include <torch/torch.h>

#include <memory>

#include "models/batch_norm.hpp"
#include "models/convolution.hpp"
#include "models/dropout.hpp"
#include "models/initial_values.hpp"
#include "models/network.hpp"
#include "models/plain_layer.hpp"

namespace models {
namespace {

// What one output of these weights [outputs, inputs per group, …window] adds up.
int64_t fan_in_of(at::IntArrayRef shape) {
  int64_t product = 1;
  for (const int64_t size : shape.slice(1)) product *= size;
  return product;
}

}  // namespace

at::Tensor Network::random_values(at::IntArrayRef shape, double bound) const {
  return uniform_values(shape, bound, init_key_, static_cast<uint32_t>(parameters_.size()));
}

at::Tensor Network::add_weights(const LayerSummary& layer, at::IntArrayRef shape, Fans keras_fans) {
  const bool torch = layer.layer.conventions.initial_values == InitialValues::TORCH;
  const at::Tensor weight = random_values(
      shape, torch ? kaiming_bound(fan_in_of(shape)) : glorot_bound(keras_fans.in, keras_fans.out));
  weight.set_requires_grad(true);
  parameters_.push_back({layer.name + ".weight", weight});
  return weight;
}

Network::BiasInUse Network::add_bias(const LayerSummary& layer, const at::Tensor& weight,
                                     const LayerSummary* next) {
  if (layer.layer.bias == Bias::WITHOUT) return {{}, Trained::NO};
  const bool torch = layer.layer.conventions.initial_values == InitialValues::TORCH;
  const int64_t size = weight.size(0);
  const at::Tensor bias =
      torch ? random_values({size}, kaiming_bound(fan_in_of(weight.sizes()))) : at::zeros({size});
  bias.set_requires_grad(true);
  parameters_.push_back({layer.name + ".bias", bias});
  const bool normalised = next != nullptr && next->layer.kind == LayerKind::BATCH_NORM;
  if (normalised) fixed_biases_.push_back(bias);
  return {bias, normalised ? Trained::NO : Trained::YES};
}

void Network::add_plain(const LayerSummary& layer) {
  steps_.emplace_back(
      [function = plain_layer(layer)](const at::Tensor& x, const Pass&) { return function(x); });
}

void Network::add_conv(const LayerSummary& layer, const LayerSummary* next) {
  const int64_t in = layer.input[0], out = layer.output[0], k = layer.layer.kernel;
  const at::Tensor weight = add_weights(layer, {out, in, k, k}, {k * k * in, k * k * out});
  const BiasInUse bias = add_bias(layer, weight, next);
  if (layer.layer.edges == Edges::VALID) {
    steps_.emplace_back([weight, bias, stride = layer.layer.stride](const at::Tensor& x, const Pass& pass) {
      return convolve_valid(as_factor(x, pass.precision), as_factor(weight, pass.precision),
                            as_factor(bias(), pass.precision), stride);
    });
    return;
  }
  steps_.emplace_back([weight, bias, stride = layer.layer.stride, padding = layer.layer.conventions.padding](
                          const at::Tensor& x, const Pass& pass) {
    return convolve_same(as_factor(x, pass.precision), as_factor(weight, pass.precision),
                         as_factor(bias(), pass.precision), stride, 1, padding);
  });
}

void Network::add_depthwise(const LayerSummary& layer, const LayerSummary* next) {
  const int64_t channels = layer.input[0], k = layer.layer.kernel;
  // Keras stores this kernel as [k, k, channels, 1] and takes the last two as inputs and outputs: k²·channels
  // and k².
  const at::Tensor weight = add_weights(layer, {channels, 1, k, k}, {k * k * channels, k * k});
  const BiasInUse bias = add_bias(layer, weight, next);
  steps_.emplace_back([weight, bias, stride = layer.layer.stride, padding = layer.layer.conventions.padding,
                       channels](const at::Tensor& x, const Pass& pass) {
    return convolve_same(as_factor(x, pass.precision), as_factor(weight, pass.precision),
                         as_factor(bias(), pass.precision), stride, channels, padding);
  });
}

void Network::add_dense(const LayerSummary& layer, const LayerSummary* next) {
  const int64_t in = layer.input[0], out = layer.output[0];
  const at::Tensor weight = add_weights(layer, {out, in}, {in, out});
  const BiasInUse bias = add_bias(layer, weight, next);
  // The last layer's outputs are logits: three digits of them would be too few.
  const bool last = next == nullptr || next->layer.kind == LayerKind::PAIR_OF_LOGITS;
  steps_.emplace_back([weight, bias, last](const at::Tensor& x, const Pass& pass) {
    const Precision precision = last ? Precision::FLOAT32 : pass.precision;
    return at::linear(as_factor(x, precision), as_factor(weight, precision), as_factor(bias(), precision));
  });
}

void Network::add_batch_norm(const LayerSummary& layer, const LayerSummary* next) {
  const bool picture = layer.input.size() == 3;
  const bool relu = next != nullptr && next->layer.kind == LayerKind::RELU;
  const auto norm = std::make_shared<BatchNorm>(
      layer.input[0], picture ? RunningVariance::SAMPLE : layer.layer.conventions.dense_variance,
      relu ? Activation::RELU : Activation::NONE, layer.layer.rate,
      layer.layer.conventions.batch_norm_epsilon);
  parameters_.push_back({layer.name + ".gamma", norm->gamma});
  parameters_.push_back({layer.name + ".beta", norm->beta});
  norm_ends_.push_back(parameters_.size());
  buffers_.push_back({layer.name + ".running_mean", norm->running_mean});
  buffers_.push_back({layer.name + ".running_variance", norm->running_variance});
  steps_.emplace_back([norm](const at::Tensor& x, const Pass& pass) { return norm->forward(x, pass); });
}

void Network::add_dropout(const LayerSummary& layer) {
  steps_.emplace_back([dropout = Dropout(layer.layer.rate, dropouts_++)](
                          const at::Tensor& x, const Pass& pass) { return dropout.forward(x, pass); });
}

}  // namespace models
