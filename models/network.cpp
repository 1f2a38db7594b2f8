#include "models/network.hpp"

#include <torch/torch.h>

#include <stdexcept>
#include <utility>

#include "models/batch_norm.hpp"
#include "models/convolution.hpp"
#include "models/dropout.hpp"
#include "models/initial_values.hpp"
#include "models/plain_layer.hpp"
#include "models/vision_transformer.hpp"

namespace models {
namespace {

// What one output of these weights [outputs, inputs per group, …window] adds up.
int64_t fan_in_of(at::IntArrayRef shape) {
  int64_t product = 1;
  for (const int64_t size : shape.slice(1)) product *= size;
  return product;
}

}  // namespace

Network::Network(const Blueprint& blueprint, InputShape input, uint64_t init_key, at::Device device)
    : input_(input), init_key_(init_key), device_(at::kCPU), summary_(summarize(blueprint, input)) {
  if (blueprint.empty()) throw std::invalid_argument("a network needs at least one layer");
  const auto& layers = summary_.layers;
  for (size_t i = 0; i < layers.size(); ++i) {
    const LayerSummary& layer = layers[i];
    const LayerSummary* next = i + 1 < layers.size() ? &layers[i + 1] : nullptr;
    switch (layer.layer.kind) {
      case LayerKind::CONV:
        add_conv(layer, next);
        break;
      case LayerKind::DEPTHWISE:
        add_depthwise(layer, next);
        break;
      case LayerKind::DENSE:
        add_dense(layer, next);
        break;
      case LayerKind::DROPOUT:
        add_dropout(layer);
        break;
      case LayerKind::BATCH_NORM:
        add_batch_norm(layer, next);
        break;
      case LayerKind::RELU:
        if (i > 0 && layers[i - 1].layer.kind == LayerKind::BATCH_NORM) break;  // done by that BatchNorm
        add_plain(layer);
        break;
      default:
        add_plain(layer);
        break;
    }
  }
  to(device);
}

void Network::stand_on(std::shared_ptr<const VisionTransformer> front, double dropout) {
  if (front && !(front->feature_shape() == input_))
    throw std::invalid_argument("the network was built for samples of shape " + to_string(input_) +
                                ", not for features of shape " + to_string(front->feature_shape()));
  front_ = std::move(front);
  front_dropout_ = dropout;
}

at::Tensor Network::forward(const at::Tensor& samples, const Pass& pass) {
  const at::Tensor x = front_ ? front_->features(samples, pass, front_dropout_)
                                    .to(parameters_.front().tensor.scalar_type())
                                    .view({samples.size(0), input_.channels, 1, 1})
                              : samples;
  if (x.dim() != 4 || x.size(1) != input_.channels || x.size(2) != input_.height || x.size(3) != input_.width)
    throw std::invalid_argument("the network was built for samples of shape " + to_string(input_));
  at::Tensor y = x.contiguous(at::MemoryFormat::ChannelsLast);
  for (const Step& step : steps_) y = step(y, pass);
  return y;
}

std::vector<at::Tensor> Network::parameters() const {
  std::vector<at::Tensor> tensors;
  for (const NamedTensor& parameter : parameters_) tensors.push_back(parameter.tensor);
  return tensors;
}

void Network::to(at::Device device) {
  replace_all([device](const at::Tensor& x) { return x.to(device); });
  device_ = device;
}

void Network::to(at::ScalarType type) {
  replace_all([type](const at::Tensor& x) { return x.to(type); });
}

// set_data keeps the tensor that the layers share and changes what it holds.
void Network::replace_all(const std::function<at::Tensor(const at::Tensor&)>& converted) {
  const at::NoGradGuard no_gradients;
  for (NamedTensor& parameter : parameters_) {
    parameter.tensor.mutable_grad().reset();
    parameter.tensor.set_data(converted(parameter.tensor));
  }
  for (NamedTensor& buffer : buffers_) buffer.tensor.set_data(converted(buffer.tensor));
  for (const at::Tensor& bias : fixed_biases_) bias.mutable_grad() = at::zeros_like(bias);
}

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
