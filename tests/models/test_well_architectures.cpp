#include <gtest/gtest.h>
#include <torch/torch.h>

#include <memory>
#include <stdexcept>

#include "models/architectures.hpp"
#include "models/network.hpp"
#include "models/vision_transformer.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

using Shape = std::vector<int64_t>;

Summary of(const char* name, InputShape input = {1, 64, 64}) {
  return summarize(find_architecture(name), {}, input);
}

std::vector<Shape> outputs(const Summary& summary) {
  std::vector<Shape> shapes;
  for (const LayerSummary& layer : summary.layers)
    if (layer.parameters > 0 || layer.layer.kind == LayerKind::MAX_POOL) shapes.push_back(layer.output);
  return shapes;
}

TEST(WellArchitectures, CountTheStudysParameters) {
  EXPECT_EQ(of("cnn_wide").parameters, 3'936'674);
  EXPECT_EQ(of("cnn_wide").trainable, 3'936'674);
  EXPECT_EQ(of("cnn_deep").parameters, 519'010);
  constexpr int64_t kFrozen = 87'420'672;
  for (const auto& [name, trainable] :
       {std::pair{"vit_linear", 769}, {"vit_tuned", 240'129}, {"vit_500k", 568'321}}) {
    EXPECT_EQ(of(name).trainable, trainable) << name;
    EXPECT_EQ(of(name).frozen_parameters, kFrozen) << name;
    EXPECT_EQ(of(name).parameters, kFrozen + trainable) << name;
  }
}

TEST(WellArchitectures, HaveTheStudysShapes) {
  EXPECT_EQ(outputs(of("cnn_wide")), (std::vector<Shape>{{32, 62, 62}, {32}, {2}}));
  EXPECT_EQ(outputs(of("cnn_deep")), (std::vector<Shape>{{32, 62, 62},
                                                         {32, 31, 31},
                                                         {64, 29, 29},
                                                         {64, 14, 14},
                                                         {128, 12, 12},
                                                         {128, 6, 6},
                                                         {256, 4, 4},
                                                         {32},
                                                         {2}}));
  EXPECT_EQ(outputs(of("vit_tuned")), (std::vector<Shape>{{256}, {128}, {64}, {32}, {1}}));
  EXPECT_EQ(outputs(of("vit_500k")), (std::vector<Shape>{{512}, {256}, {128}, {64}, {32}, {1}}));
  for (const char* const name : {"vit_linear", "vit_tuned", "vit_500k"})
    EXPECT_EQ(of(name).layers.back().output, Shape{2}) << name;
}

TEST(WellArchitectures, TakeOtherPicturesOrSayWhyNot) {
  EXPECT_EQ(of("cnn_wide", {2, 10, 7}).parameters, (9 * 2 + 1) * 32 + (8 * 5 * 32 + 1) * 32 + 33 * 2);
  EXPECT_EQ(of("vit_linear", {1, 96, 64}).frozen_parameters, 87'420'672 + 2 * 768);  // two more positions
  EXPECT_THROW(of("cnn_deep", {1, 32, 32}), std::invalid_argument);
  EXPECT_THROW(of("cnn_wide", {1, 2, 64}), std::invalid_argument);
  EXPECT_THROW(of("vit_linear", {1, 64, 65}), std::invalid_argument);
  EXPECT_THROW(of("vit_linear", {3, 64, 64}), std::invalid_argument);
}

// 0.86 GFLOP for a picture of 64 x 64 pixels, nearly all of it the frozen part.
TEST(WellArchitectures, CountOperationsOfTheFrozenPartApart) {
  const Summary summary = of("vit_linear");
  EXPECT_NEAR(static_cast<double>(summary.frozen_operations), 0.87e9, 0.01e9);
  EXPECT_EQ(summary.forward_operations - summary.frozen_operations, 2 * 768);
}

TEST(WellArchitectures, ABuiltNetworkHoldsWhatTheSummaryCounts) {
  for (const Architecture& architecture : architectures()) {
    if (architecture.fitting != Fitting::GRADIENT || !(architecture.usual_input == InputShape{1, 64, 64}))
      continue;
    const InputShape input =
        architecture.backbone ? feature_shape(*architecture.backbone) : architecture.usual_input;
    Network network(architecture.blueprint({}), input, 1);
    int64_t trainable = 0;
    for (const at::Tensor& parameter : network.parameters()) trainable += parameter.numel();
    EXPECT_EQ(trainable, summarize(architecture, {}, architecture.usual_input).trainable)
        << architecture.name;
    const at::Tensor x = normal_numbers({3, input.channels, input.height, input.width}, 4);
    EXPECT_EQ(network.forward(x, {}).sizes(), at::IntArrayRef({3, 2})) << architecture.name;
  }
}

TEST(WellArchitectures, AHeadOnABackboneIsTheHeadOnItsFeatures) {
  const VitSpec spec{.patch = 4, .width = 12, .depth = 2, .heads = 3, .mlp = 20};
  const auto backbone = std::make_shared<const VisionTransformer>(spec, InputShape{1, 8, 12}, 5);
  Network head({flatten(), dense(4), leaky_relu(0.2), dense(1), pair_of_logits()}, feature_shape(spec), 1);
  const at::Tensor pictures = at::sigmoid(normal_numbers({3, 1, 8, 12}, 1));
  const at::Tensor features = backbone->features(pictures, {}).view({3, 12, 1, 1});
  const at::Tensor expected = head.forward(features, {});
  head.stand_on(backbone);
  const at::Tensor logits = head.forward(pictures, {.mode = Mode::TRAIN});
  EXPECT_TRUE(at::equal(logits, expected));
  EXPECT_EQ(logits.select(1, 0).abs().max().item<float>(), 0);
  logits.sum().backward();
  EXPECT_GT(head.parameters().front().grad().abs().max().item<float>(), 0);
  EXPECT_THROW(head.forward(features, {}), std::invalid_argument);
  head.stand_on(backbone, 0.5);
  EXPECT_FALSE(at::equal(head.forward(pictures, {.mode = Mode::TRAIN}), expected));
  EXPECT_TRUE(at::equal(head.forward(pictures, {}), expected));
  head.stand_on(nullptr);
  EXPECT_TRUE(at::equal(head.forward(features, {}), expected));
  Network other({flatten(), dense(2)}, {13, 1, 1}, 1);
  EXPECT_THROW(other.stand_on(backbone), std::invalid_argument);
}

}  // namespace
}  // namespace models
