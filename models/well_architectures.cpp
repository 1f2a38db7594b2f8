#include "models/well_architectures.hpp"

#include <initializer_list>

namespace models {
namespace {

constexpr InputShape kThumbnail{1, 64, 64};
constexpr int64_t kClasses = 2;
constexpr int64_t kHidden = 32;
constexpr double kLeakySlope = 0.2;

void append_end(Blueprint& blueprint) {
  blueprint.insert(blueprint.end(), {flatten(), dense(kHidden), relu(), dense(kClasses)});
}

Blueprint cnn_wide(const ModelOptions& options) {
  Blueprint blueprint{valid_conv(32, 3), relu()};
  append_end(blueprint);
  return under(options.conventions, blueprint);
}

Blueprint cnn_deep(const ModelOptions& options) {
  Blueprint blueprint;
  for (const int64_t filters : {32, 64, 128})
    blueprint.insert(blueprint.end(), {valid_conv(filters, 3), relu(), max_pool(2)});
  blueprint.insert(blueprint.end(), {valid_conv(256, 3), relu()});
  append_end(blueprint);
  return under(options.conventions, blueprint);
}

// On the features of a frozen vision transformer: dense layers with LeakyReLU between them, then the sigmoid,
// written as two logits.
Blueprint vit_head(const ModelOptions& options, std::initializer_list<int64_t> hidden) {
  Blueprint blueprint{flatten()};
  for (const int64_t features : hidden)
    blueprint.insert(blueprint.end(), {dense(features), leaky_relu(kLeakySlope)});
  blueprint.insert(blueprint.end(), {dense(1), pair_of_logits()});
  return under(options.conventions, blueprint);
}

Blueprint vit_linear(const ModelOptions& options) { return vit_head(options, {}); }
Blueprint vit_tuned(const ModelOptions& options) { return vit_head(options, {256, 128, 64, 32}); }
Blueprint vit_500k(const ModelOptions& options) { return vit_head(options, {512, 256, 128, 64, 32}); }

Blueprint no_layers(const ModelOptions&) { return {}; }

Architecture network(const char* name, const char* description, Blueprint (*blueprint)(const ModelOptions&),
                     std::optional<VitSpec> backbone = {}) {
  return {name, description, Fitting::GRADIENT, Supervision::LABELS, kThumbnail, blueprint, backbone};
}

}  // namespace

std::vector<Architecture> well_architectures() {
  return {
      network("cnn_wide", "one convolution and a wide dense layer", cnn_wide),
      network("cnn_deep", "four convolutions with pools between them", cnn_deep),
      network("vit_linear", "one dense layer on the features of a frozen ViT-B/32", vit_linear, VitSpec{}),
      network("vit_tuned", "five dense layers on the features of a frozen ViT-B/32", vit_tuned, VitSpec{}),
      network("vit_500k", "six dense layers on the features of a frozen ViT-B/32", vit_500k, VitSpec{}),
      {"nearest_neighbour",
       "the label of the nearest training picture, up to flips: finds leaks",
       Fitting::NEIGHBOUR,
       Supervision::LABELS,
       kThumbnail,
       no_layers,
       {}},
  };
}

}  // namespace models
