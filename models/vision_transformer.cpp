#include "models/vision_transformer.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "models/digest.hpp"
#include "models/initial_values.hpp"
#include "models/vit_block.hpp"

namespace models {
namespace {

enum EmbeddingTensor : size_t { CLS_TOKEN, POS_EMBED, PATCH_WEIGHT, PATCH_BIAS, EMBEDDING_TENSORS };

constexpr double kInitialDeviation = 0.02;
constexpr uint32_t kFirstDropoutLayer = 1U << 16;  // no network behind has so many dropouts of its own

// What a vision transformer holds: names and shapes, with a random value for each weight.
class Tensors {
 public:
  explicit Tensors(uint64_t key) : key_(key) {}
  void add_random(std::string name, at::IntArrayRef shape) {
    const double bound = kInitialDeviation * std::sqrt(3.0);
    const auto number = static_cast<uint32_t>(all.size());
    all.push_back({std::move(name), uniform_values(shape, bound, key_, number)});
  }
  void add_constant(std::string name, int64_t size, double value) {
    all.push_back({std::move(name), at::full({size}, value, at::kFloat)});
  }
  void add_norm(const std::string& name, int64_t width) {
    add_constant(name + ".weight", width, 1);
    add_constant(name + ".bias", width, 0);
  }
  void add_dense(const std::string& name, int64_t outputs, int64_t inputs) {
    add_random(name + ".weight", {outputs, inputs});
    add_constant(name + ".bias", outputs, 0);
  }

  std::vector<NamedTensor> all;

 private:
  uint64_t key_;
};

}  // namespace

VisionTransformer::VisionTransformer(const VitSpec& spec, InputShape picture, uint64_t key)
    : spec_(spec), picture_(picture) {
  check(spec, picture);
  const int64_t w = spec.width;
  Tensors tensors(key);
  tensors.add_random("cls_token", {1, 1, w});
  tensors.add_random("pos_embed", {1, tokens_of(spec, picture), w});
  tensors.add_random("patch_embed.proj.weight", {w, kVitColours, spec.patch, spec.patch});
  tensors.add_constant("patch_embed.proj.bias", w, 0);
  for (int64_t i = 0; i < spec.depth; ++i) {
    const std::string block = "blocks." + std::to_string(i) + ".";
    tensors.add_norm(block + "norm1", w);
    tensors.add_dense(block + "attn.qkv", 3 * w, w);
    tensors.add_dense(block + "attn.proj", w, w);
    tensors.add_norm(block + "norm2", w);
    tensors.add_dense(block + "mlp.fc1", spec.mlp, w);
    tensors.add_dense(block + "mlp.fc2", w, spec.mlp);
  }
  tensors.add_norm("norm", w);
  tensors_ = std::move(tensors.all);
}

// Patches as a product: [rows·patches, pixels] with the weights of a grey pixel, the sum over its three
// colours.
at::Tensor VisionTransformer::embedded(const at::Tensor& pictures, Precision precision) const {
  const int64_t rows = pictures.size(0), p = spec_.patch, w = spec_.width;
  const int64_t down = picture_.height / p, across = picture_.width / p;
  const at::Tensor x = pictures.to(tensor(CLS_TOKEN).scalar_type()) * 2 - 1;
  const at::Tensor patches =
      x.reshape({rows, down, p, across, p}).permute({0, 1, 3, 2, 4}).reshape({rows, down * across, p * p});
  const at::Tensor grey = tensor(PATCH_WEIGHT).sum(1).view({w, p * p});
  const at::Tensor tokens = vit_dense(patches, grey, tensor(PATCH_BIAS), precision);
  return at::cat({tensor(CLS_TOKEN).expand({rows, 1, w}), tokens}, 1) + tensor(POS_EMBED);
}

at::Tensor VisionTransformer::features(const at::Tensor& pictures, const Pass& pass, double dropout) const {
  if (pictures.dim() != 4 || pictures.size(1) != 1 || pictures.size(2) != picture_.height ||
      pictures.size(3) != picture_.width)
    throw std::invalid_argument("the vision transformer was built for pictures of shape " +
                                to_string(picture_));
  const at::NoGradGuard no_gradients;
  at::Tensor x = embedded(pictures, pass.precision);
  for (int64_t i = 0; i < spec_.depth; ++i) {
    const auto number = static_cast<uint32_t>(i);
    const VitBlock block{&tensors_[EMBEDDING_TENSORS + VIT_BLOCK_TENSORS * number], spec_.heads, dropout,
                         kFirstDropoutLayer + kVitBlockDropouts * number,
                         i + 1 < spec_.depth ? Tokens::ALL : Tokens::FIRST};
    x = block.forward(x, pass);
  }
  const size_t norm = tensors_.size() - 2;
  return vit_norm(x.select(1, 0), tensor(norm), tensor(norm + 1));
}

uint64_t VisionTransformer::digest() const {
  Digest digest;
  for (const NamedTensor& each : tensors_) {
    digest.add(each.name);
    digest.add(each.tensor);
  }
  return digest.value();
}

void VisionTransformer::to(at::Device device) {
  for (NamedTensor& each : tensors_) each.tensor = each.tensor.to(device);
}

void VisionTransformer::to(at::ScalarType type) {
  for (NamedTensor& each : tensors_) each.tensor = each.tensor.to(type);
}

}  // namespace models
