#include "models/network.hpp"

#include <torch/torch.h>

#include <stdexcept>
#include <utility>

#include "models/vision_transformer.hpp"

namespace models {
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

}  // namespace models
