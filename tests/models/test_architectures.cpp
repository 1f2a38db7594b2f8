#include "models/architectures.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "models/network.hpp"

namespace models {
namespace {

TEST(Architectures, AnUnknownNameSuggestsTheNearest) {
  try {
    find_architecture("studnet");
    FAIL() << "found a network that does not exist";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("\"student\""), std::string::npos) << error.what();
  }
}

TEST(Architectures, OnlyTheDistilledStudentNeedsATeacher) {
  for (const Architecture& architecture : architectures())
    EXPECT_EQ(architecture.supervision == Supervision::TEACHER_LOGITS, architecture.name == "distilled");
}

TEST(Architectures, EveryNetworkOfSpectraEndsInTwoLogitsOnItsUsualCubeAndOnATinyOne) {
  for (const Architecture& architecture : architectures()) {
    if (architecture.fitting != Fitting::GRADIENT || architecture.usual_input == InputShape{1, 64, 64})
      continue;
    for (const InputShape input : {architecture.usual_input, InputShape{2, 16, 4}})
      EXPECT_EQ(summarize(architecture, {}, input).layers.back().output, std::vector<int64_t>{2})
          << architecture.name;
  }
}

TEST(Architectures, OptionsReachTheBlueprint) {
  ModelOptions options;
  options.hidden = 7;
  options.dropout = 0.25;
  const Summary summary = summarize(find_architecture("mlp"), options, {1, 2, 3});
  EXPECT_EQ(summary.parameters, 6 * 7 + 7 + 7 * 7 + 7 + 7 * 2 + 2);
  EXPECT_EQ(find_architecture("student").blueprint(options).at(25).rate, 0.25);
}

TEST(Architectures, CountParametersOfWhatIsNoNetwork) {
  EXPECT_EQ(summarize(find_architecture("noop"), {}, {17, 708, 17}).parameters, 0);
  ModelOptions options;
  options.pca = {.components = 3, .ridge = 1, .features = Features::LINEAR};
  EXPECT_EQ(summarize(find_architecture("pca_logistic"), options, {1, 5, 2}).parameters, 10 + 10 * 3 + 3 + 1);
  options.pca.features = Features::QUADRATIC;
  EXPECT_EQ(summarize(find_architecture("pca_logistic"), options, {1, 5, 2}).parameters, 10 + 10 * 3 + 9 + 1);
}

TEST(Architectures, ABuiltNetworkHoldsWhatTheSummaryCounts) {
  for (const char* const name : {"teacher", "student", "mlp", "linear"}) {
    const Network network(find_architecture(name).blueprint({}), {2, 16, 4}, 1);
    int64_t trainable = 0, buffers = 0;
    for (const NamedTensor& parameter : network.named_parameters()) trainable += parameter.tensor.numel();
    for (const NamedTensor& buffer : network.named_buffers()) buffers += buffer.tensor.numel();
    EXPECT_EQ(trainable, network.summary().trainable) << name;
    EXPECT_EQ(trainable + buffers, network.summary().parameters) << name;
  }
}

}  // namespace
}  // namespace models
