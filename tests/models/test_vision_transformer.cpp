#include "models/vision_transformer.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/dropout.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

constexpr VitSpec kTiny{.patch = 4, .width = 12, .depth = 3, .heads = 3, .mlp = 20};
constexpr InputShape kPicture{1, 8, 12};

at::Tensor pictures(int64_t rows, uint64_t seed = 1) {
  return at::sigmoid(normal_numbers({rows, 1, 8, 12}, seed));
}

// Far from the small random values, so that every part matters.
void scramble(VisionTransformer& vit) {
  uint64_t seed = 10;
  for (const NamedTensor& each : vit.named_tensors())
    each.tensor.add_(0.3 * normal_numbers(each.tensor.sizes(), ++seed));
}

VisionTransformer scrambled() {
  VisionTransformer vit(kTiny, kPicture, 7);
  scramble(vit);
  return vit;
}

TEST(VisionTransformer, HoldsWhatIsCountedUnderTimmsNames) {
  const VisionTransformer vit(kTiny, kPicture, 7);
  int64_t numbers = 0;
  for (const NamedTensor& each : vit.named_tensors()) numbers += each.tensor.numel();
  EXPECT_EQ(numbers, parameter_count(kTiny, kPicture));
  EXPECT_EQ(vit.named_tensors().size(), 4 + 3 * 12 + 2);
  EXPECT_EQ(vit.named_tensors()[6].name, "blocks.0.attn.qkv.weight");
  EXPECT_EQ(vit.named_tensors().back().name, "norm.bias");
}

TEST(VisionTransformer, RandomValuesAreAFunctionOfTheKey) {
  const VisionTransformer a(kTiny, kPicture, 7), b(kTiny, kPicture, 7), c(kTiny, kPicture, 8);
  EXPECT_EQ(a.digest(), b.digest());
  EXPECT_NE(a.digest(), c.digest());
  EXPECT_TRUE(at::equal(a.features(pictures(3), {}), b.features(pictures(3), {})));
  const at::Tensor weight = a.named_tensors()[6].tensor;  // 36 x 12 numbers
  EXPECT_NEAR(weight.std().item<double>(), 0.02, 0.002);
  EXPECT_GT(a.features(pictures(3), {}).std(0).max().item<double>(), 1e-4);  // pictures differ
}

TEST(VisionTransformer, TheDigestSeesEveryValue) {
  const VisionTransformer vit(kTiny, kPicture, 7);
  const uint64_t before = vit.digest();
  for (const NamedTensor& each : vit.named_tensors()) {
    const at::Tensor last = each.tensor.flatten()[-1];
    const at::Tensor kept = last.clone();
    last.add_(1e-3);
    EXPECT_NE(vit.digest(), before) << each.name;
    last.copy_(kept);
  }
  EXPECT_EQ(vit.digest(), before);
}

// Rows do not see each other, and float32 is as good as float64.
TEST(VisionTransformer, RowsStandAloneAndFloat32IsEnough) {
  VisionTransformer vit = scrambled();
  const at::Tensor x = pictures(5);
  const at::Tensor features = vit.features(x, {});
  ASSERT_EQ(features.sizes(), at::IntArrayRef({5, 12}));
  EXPECT_LT(distance(features.narrow(0, 3, 1), vit.features(x.narrow(0, 3, 1), {})), 1e-5);
  EXPECT_EQ(vit.features(x.narrow(0, 0, 0), {}).sizes(), at::IntArrayRef({0, 12}));
  EXPECT_FALSE(features.requires_grad());
  const double rounded = distance(features, vit.features(x, {.precision = Precision::BFLOAT16}));
  EXPECT_GT(rounded, 1e-4);
  EXPECT_LT(rounded, 0.2);
  vit.to(at::kDouble);
  EXPECT_LT(distance(features, vit.features(x, {})), 1e-5);
}

TEST(VisionTransformer, DropsOnlyInTrainingAndByTheRowInTheGlobalBatch) {
  const VisionTransformer vit = scrambled();
  const at::Tensor x = pictures(5);
  const Pass training{.mode = Mode::TRAIN, .dropout_key = 3, .step = 9};
  EXPECT_TRUE(at::equal(vit.features(x, training), vit.features(x, {})));
  EXPECT_TRUE(at::equal(vit.features(x, {}, 0.4), vit.features(x, {})));
  const at::Tensor whole = vit.features(x, training, 0.4);
  EXPECT_GT(distance(whole, vit.features(x, {})), 0.05);
  Pass second_rank = training;
  second_rank.first_row = 2;
  EXPECT_LT(distance(whole.narrow(0, 2, 3), vit.features(x.narrow(0, 2, 3), second_rank, 0.4)), 1e-5);
  Pass next_step = training;
  next_step.step = 10;
  EXPECT_GT(distance(whole, vit.features(x, next_step, 0.4)), 0.05);
}

// All tokens through all blocks, with one product per piece and every dropout where vit-keras has it.
at::Tensor spelled_out(const VisionTransformer& vit, const at::Tensor& x, const Pass& pass, double rate) {
  std::map<std::string, at::Tensor> w;
  for (const NamedTensor& each : vit.named_tensors()) w[each.name] = each.tensor;
  const int64_t width = kTiny.width, each_head = width / kTiny.heads;
  const auto norm = [&](const at::Tensor& y, const std::string& name) {
    const at::Tensor centred = y - y.mean(-1, true);
    return centred / (centred.pow(2).mean(-1, true) + 1e-6).sqrt() * w.at(name + ".weight") +
           w.at(name + ".bias");
  };
  const auto dense = [&](const at::Tensor& y, const std::string& name) {
    return y.matmul(w.at(name + ".weight").t()) + w.at(name + ".bias");
  };
  const at::Tensor colours = (2 * x - 1).expand({x.size(0), 3, x.size(2), x.size(3)});
  const at::Tensor patches =
      at::conv2d(colours, w.at("patch_embed.proj.weight"), w.at("patch_embed.proj.bias"), kTiny.patch);
  at::Tensor y =
      at::cat({w.at("cls_token").expand({x.size(0), 1, width}), patches.flatten(2).transpose(1, 2)}, 1) +
      w.at("pos_embed");
  for (int64_t i = 0; i < kTiny.depth; ++i) {
    const std::string block = "blocks." + std::to_string(i) + ".";
    const auto dropped = [&](const at::Tensor& z, int64_t place) {
      return Dropout(rate, static_cast<uint32_t>((1 << 16) + 3 * i + place)).forward(z.contiguous(), pass);
    };
    const at::Tensor qkv = dense(norm(y, block + "norm1"), block + "attn.qkv");
    std::vector<at::Tensor> heads;
    for (int64_t head = 0; head < kTiny.heads; ++head) {
      const auto piece = [&](int64_t which) {
        return qkv.narrow(2, which * width + head * each_head, each_head);
      };
      const at::Tensor scores =
          piece(0).matmul(piece(1).transpose(1, 2)) / std::sqrt(static_cast<double>(each_head));
      heads.push_back(scores.softmax(-1).matmul(piece(2)));
    }
    y = y + dropped(dense(at::cat(heads, 2), block + "attn.proj"), 0);
    const at::Tensor hidden = dense(norm(y, block + "norm2"), block + "mlp.fc1");
    y = y +
        dropped(dense(dropped(hidden * 0.5 * (1 + (hidden / std::sqrt(2.0)).erf()), 1), block + "mlp.fc2"),
                2);
  }
  return norm(y, "norm").select(1, 0);
}

TEST(VisionTransformer, IsWhatItIsSpelledOutWithAndWithoutDropout) {
  const VisionTransformer vit = scrambled();
  const at::Tensor x = pictures(4);
  const Pass training{.mode = Mode::TRAIN, .dropout_key = 3, .step = 9, .first_row = 2};
  EXPECT_LT(distance(vit.features(x, {}), spelled_out(vit, x, {}, 0)), 1e-5);
  EXPECT_LT(distance(vit.features(x, training, 0.4), spelled_out(vit, x, training, 0.4)), 1e-5);
}

TEST(VisionTransformer, RefusesOtherPicturesAndSizes) {
  const VisionTransformer vit(kTiny, kPicture, 7);
  EXPECT_THROW(vit.features(at::zeros({2, 1, 8, 8}), {}), std::invalid_argument);
  EXPECT_THROW(vit.features(at::zeros({2, 3, 8, 12}), {}), std::invalid_argument);
  EXPECT_THROW(vit.features(pictures(2), {.mode = Mode::TRAIN}, 1.0), std::invalid_argument);
  EXPECT_THROW(VisionTransformer(kTiny, {1, 8, 10}, 7), std::invalid_argument);
  EXPECT_THROW(VisionTransformer(kTiny, {3, 8, 8}, 7), std::invalid_argument);
  EXPECT_THROW(VisionTransformer(kTiny, {1, 0, 8}, 7), std::invalid_argument);
  VitSpec spec = kTiny;
  spec.heads = 5;
  EXPECT_THROW(VisionTransformer(spec, kPicture, 7), std::invalid_argument);
}

}  // namespace
}  // namespace models
