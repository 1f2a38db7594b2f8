#include "models/weights/backbone_places.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

namespace models {
namespace {

constexpr const char* kTimmPositions = "pos_embed";
constexpr const char* kGooglePositions = "Transformer/posembed_input/pos_embedding";

// The transformer's tensors by timm's names, and the places found so far.
struct GooglePlaces {
  std::map<std::string, at::Tensor> own;
  Places places;

  void add(const std::string& name, const at::Tensor& place) { places.push_back({name, place}); }
  void add_norm(const std::string& name, const std::string& timm) {
    add(name + "/scale", own.at(timm + ".weight"));
    add(name + "/bias", own.at(timm + ".bias"));
  }
  void add_dense(const std::string& name, const std::string& timm) {
    add(name + "/kernel", own.at(timm + ".weight").t());
    add(name + "/bias", own.at(timm + ".bias"));
  }
};

void add_attention(GooglePlaces& all, const std::string& name, const std::string& timm, const VitSpec& spec) {
  const int64_t width = spec.width, heads = spec.heads, each = width / heads;
  int64_t first = 0;
  for (const char* const part : {"/query", "/key", "/value"}) {
    const at::Tensor weight = all.own.at(timm + ".qkv.weight").narrow(0, first, width);
    const at::Tensor bias = all.own.at(timm + ".qkv.bias").narrow(0, first, width);
    all.add(name + part + "/kernel", weight.t().unflatten(1, {heads, each}));
    all.add(name + part + "/bias", bias.unflatten(0, {heads, each}));
    first += width;
  }
  all.add(name + "/out/kernel", all.own.at(timm + ".proj.weight").t().unflatten(0, {heads, each}));
  all.add(name + "/out/bias", all.own.at(timm + ".proj.bias"));
}

}  // namespace

Places timm_places(const VisionTransformer& transformer) { return transformer.named_tensors(); }

Places google_places(const VisionTransformer& transformer) {
  GooglePlaces all;
  for (const NamedTensor& each : transformer.named_tensors()) all.own[each.name] = each.tensor;
  all.add("cls", all.own.at("cls_token"));
  all.add(kGooglePositions, all.own.at(kTimmPositions));
  all.add("embedding/kernel", all.own.at("patch_embed.proj.weight").permute({2, 3, 1, 0}));
  all.add("embedding/bias", all.own.at("patch_embed.proj.bias"));
  for (int64_t i = 0; i < transformer.spec().depth; ++i) {
    const std::string google = "Transformer/encoderblock_" + std::to_string(i);
    const std::string timm = "blocks." + std::to_string(i);
    all.add_norm(google + "/LayerNorm_0", timm + ".norm1");
    add_attention(all, google + "/MultiHeadDotProductAttention_1", timm + ".attn", transformer.spec());
    all.add_norm(google + "/LayerNorm_2", timm + ".norm2");
    all.add_dense(google + "/MlpBlock_3/Dense_0", timm + ".mlp.fc1");
    all.add_dense(google + "/MlpBlock_3/Dense_1", timm + ".mlp.fc2");
  }
  all.add_norm("Transformer/encoder_norm", "norm");
  return all.places;
}

Places places_for(const NamedTensors& file, const VisionTransformer& transformer) {
  const bool google = std::any_of(file.begin(), file.end(), [](const auto& each) {
    return each.first.starts_with("Transformer/") || each.first.starts_with("embedding/");
  });
  return google ? google_places(transformer) : timm_places(transformer);
}

bool belongs_to_a_classifier(const std::string& name) {
  return name.starts_with("head.") || name.starts_with("head/") || name.starts_with("pre_logits");
}

bool holds_positions(const std::string& name) { return name == kTimmPositions || name == kGooglePositions; }

}  // namespace models
