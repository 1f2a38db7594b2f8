#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "models/blueprint.hpp"
#include "models/named_tensor.hpp"
#include "models/pass.hpp"
#include "models/summary.hpp"

namespace models {

class VisionTransformer;

// A trainable network built from a blueprint for one input shape.
//
// Initial values are Keras' (or torch's: conventions.hpp): weights Glorot uniform, biases 0, BatchNorm gamma
// 1, beta 0, running mean 0 and variance 1. They depend on (init_key, number of the parameter) alone.
//
// Pictures run channels-last on the CPU, where that is two to three times faster, and are flattened in that
// order as Keras does. All else about their layout is invisible from outside.
class Network {
 public:
  // Throws std::invalid_argument as summarize() does. An empty blueprint is refused: there is nothing to run.
  Network(const Blueprint& blueprint, InputShape input, uint64_t init_key, at::Device device = at::kCPU);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  Network(Network&&) = default;
  Network& operator=(Network&&) = default;
  ~Network() = default;

  // Puts a frozen network in front: from now on forward() takes its pictures, works out their features
  // without gradients (with `dropout` inside, in training: VisionTransformer::features) and goes on with
  // these. Null takes it away again: forward() then takes features [rows, width, 1, 1] that were worked out
  // before. `front` is shared and never changed; it stays on its own device, which must be the pictures'.
  // Throws std::invalid_argument where its features are not the shape that the network was built for.
  void stand_on(std::shared_ptr<const VisionTransformer> front, double dropout = 0);

  // samples: [rows, channels, height, width] float32 on the network's device, in any memory format; rows may
  // be 0 on a rank of a team. Returns the last layer's outputs: logits [rows, 2] for every architecture of
  // the registry. Collective on the team when training.
  at::Tensor forward(const at::Tensor& samples, const Pass& pass);

  // In blueprint order: weight before bias, gamma before beta. The tensors are the network's own (leaves that
  // require gradients): FlatParameters moves their storage.
  const std::vector<NamedTensor>& named_parameters() const { return parameters_; }
  std::vector<at::Tensor> parameters() const;

  // For each BatchNorm in order, how many of the parameters stand before what follows it.
  const std::vector<size_t>& norm_ends() const { return norm_ends_; }

  // BatchNorm's running means and variances.
  const std::vector<NamedTensor>& named_buffers() const { return buffers_; }

  // Moves parameters and buffers, and drops gradients. Before FlatParameters, not after: it would undo the
  // views.
  void to(at::Device device);
  // float64 is for checking gradients.
  void to(at::ScalarType type);

  at::Device device() const { return device_; }
  const Summary& summary() const { return summary_; }

 private:
  using Step = std::function<at::Tensor(const at::Tensor&, const Pass&)>;

  struct Fans {
    int64_t in;
    int64_t out;
  };
  at::Tensor add_weights(const LayerSummary& layer, at::IntArrayRef shape, Fans keras_fans);
  // Uniform within ±bound, drawn from the stream of the parameter that comes next.
  at::Tensor random_values(at::IntArrayRef shape, double bound) const;
  // A bias right before a BatchNorm shifts what the normalisation takes away again: its gradient is exactly
  // 0. Back-propagation would leave rounding errors there, which Adam, dividing by their own size, turns into
  // full steps (docs/decisions/0022-models-biases-before-batch-norm.md): so such a bias keeps its value.
  enum class Trained { YES, NO };
  struct BiasInUse {
    at::Tensor bias;  // undefined where the layer has none
    Trained trained;
    at::Tensor operator()() const { return bias.defined() && trained == Trained::NO ? bias.detach() : bias; }
  };
  BiasInUse add_bias(const LayerSummary& layer, const at::Tensor& weight, const LayerSummary* next);
  void add_plain(const LayerSummary& layer);
  void add_conv(const LayerSummary& layer, const LayerSummary* next);
  void add_depthwise(const LayerSummary& layer, const LayerSummary* next);
  void add_dense(const LayerSummary& layer, const LayerSummary* next);
  void add_batch_norm(const LayerSummary& layer, const LayerSummary* next);
  void add_dropout(const LayerSummary& layer);
  void replace_all(const std::function<at::Tensor(const at::Tensor&)>& converted);

  InputShape input_;
  uint64_t init_key_;
  at::Device device_;
  Summary summary_;
  std::vector<NamedTensor> parameters_;
  std::vector<NamedTensor> buffers_;
  std::vector<at::Tensor> fixed_biases_;  // of parameters_; their gradients stay 0
  std::vector<size_t> norm_ends_;
  std::vector<Step> steps_;
  uint32_t dropouts_ = 0;
  std::shared_ptr<const VisionTransformer> front_;
  double front_dropout_ = 0;
};

}  // namespace models
