#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "models/blueprint.hpp"
#include "models/named_tensor.hpp"
#include "models/pass.hpp"
#include "models/vit_spec.hpp"

namespace models {

// A frozen vision transformer: it turns pictures into features and is never trained. Pre-norm blocks,
// LayerNorm with epsilon 1e-6, exact GELU; a picture's feature is its class token behind the final norm.
//
// New ones hold random values: weights, class token and positions uniform with standard deviation 0.02,
// biases 0, norms 1 and 0. They depend on (key, number of the tensor) alone. load_backbone() puts trained
// ones there.
class VisionTransformer {
 public:
  // For grey pictures of this shape, [1, height, width]. Throws std::invalid_argument as check() does.
  VisionTransformer(const VitSpec& spec, InputShape picture, uint64_t key);

  // pictures: [rows, 1, height, width] on the same device, their numbers in [0, 1] (the plate's fixed scale),
  // which are mapped to [−1, 1] and repeated in three colours. Returns [rows, width], without gradients.
  //
  // `dropout` is the rate at which a training pass drops numbers as vit-keras does: behind each attention,
  // behind GELU, and behind each block's last dense layer. Masks depend on the row in the global batch, not
  // on the team.
  at::Tensor features(const at::Tensor& pictures, const Pass& pass, double dropout = 0) const;

  // Under timm's names: "cls_token", "pos_embed", "patch_embed.proj.weight", "blocks.0.norm1.weight" …
  // The tensors are the transformer's own: what is copied into them is used.
  const std::vector<NamedTensor>& named_tensors() const { return tensors_; }

  // A 64-bit hash of names, shapes and values: names what features depend on, for those who keep them.
  uint64_t digest() const;

  void to(at::Device device);
  void to(at::ScalarType type);  // float64 is for checking

  const VitSpec& spec() const { return spec_; }
  InputShape picture_shape() const { return picture_; }
  InputShape feature_shape() const { return models::feature_shape(spec_); }

 private:
  const at::Tensor& tensor(size_t number) const { return tensors_[number].tensor; }
  at::Tensor embedded(const at::Tensor& pictures, Precision precision) const;

  VitSpec spec_;
  InputShape picture_;
  std::vector<NamedTensor> tensors_;  // embedding, blocks, final norm
};

}  // namespace models
