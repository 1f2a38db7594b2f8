#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <limits>
#include <vector>

#include "gpu/upload.hpp"
#include "models/adam_loop.hpp"
#include "models/dropout.hpp"
#include "models/keras_adam.hpp"
#include "tests/gpu/on_gpu.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

using Training = OnGpu;

TEST_F(Training, AdamStepsAsOnTheCpu) {
  for (const double clip : {0.5, 0.0}) {
    const int64_t n = 100'003;
    const AdamOptions options{.learning_rate = 0.1, .decay = 0.2, .clip_value = clip};
    const at::Tensor values = normal_numbers({n}, 1), gradients = at::zeros({n});
    const at::Tensor values_there = values.to(device), gradients_there = gradients.to(device);
    KerasAdam here(values, gradients, options), there(values_there, gradients_there, options);
    for (uint64_t t = 0; t < 5; ++t) {
      gradients.copy_(8 * normal_numbers({n}, 10 + t));
      gradients_there.copy_(gradients);
      here.step(0.25);
      there.step(0.25);
    }
    EXPECT_LE(distance(values, values_there.cpu()), 1e-5);
    EXPECT_LE(distance(here.first_moment(), there.first_moment().cpu()), 1e-5);
    EXPECT_LE(distance(here.second_moment(), there.second_moment().cpu()), 1e-5);
  }
}

TEST_F(Training, AdamLetsANotANumberThrough) {
  const at::Tensor values = at::zeros({3}, device);
  KerasAdam(values, at::full({3}, std::numeric_limits<float>::quiet_NaN(), values.options())).step();
  EXPECT_TRUE(values.isnan().all().item<bool>());
}

TEST_F(Training, DropoutMasksAreTheCpusBitForBit) {
  for (const double rate : {0.1, 0.5}) {
    for (const int64_t features : {1, 7, 64}) {
      const Pass pass{.mode = Mode::TRAIN, .dropout_key = 42, .step = (1ULL << 31) + 3, .first_row = 5};
      const Dropout dropout(rate, 2);
      const at::Tensor mask = dropout.mask(33, features, pass, device);
      EXPECT_EQ(mask.device(), device);
      EXPECT_TRUE(at::equal(mask.cpu(), dropout.mask(33, features, pass)));
    }
  }
  EXPECT_EQ(Dropout(0.5, 0).mask(0, 4, {.mode = Mode::TRAIN}, device).numel(), 0);
}

// A kernel on any other stream would start at once and see what was there before the product is done.
TEST_F(Training, KernelsStandInLineOnTheCurrentStream) {
  const at::Tensor values = at::zeros({1 << 20}, device), gradients = at::zeros_like(values);
  const at::Tensor large = at::ones({8192, 8192}, values.options());
  KerasAdam adam(values, gradients, {.learning_rate = 0.1, .decay = 0, .clip_value = 0});
  const c10::impl::VirtualGuardImpl streams(device.type());
  streams.synchronizeStream(streams.getStream(device));
  const c10::StreamGuard guard(streams.getStreamFromGlobalPool(device));
  gradients.fill_(at::mm(large, large)[0][0]);
  adam.step();
  EXPECT_LT(values.max().item<float>(), -0.09F);
  const at::Tensor mask = Dropout(0.5, 0).mask(4096, 4096, {.mode = Mode::TRAIN}, device);
  EXPECT_TRUE(at::equal(mask.clone().cpu(), Dropout(0.5, 0).mask(4096, 4096, {.mode = Mode::TRAIN})));
}

TEST_F(Training, ListsTravelWhole) {
  const std::vector<int64_t> list{5, -1, 1LL << 40};
  EXPECT_TRUE(at::equal(gpu::upload(list, device).cpu(), at::tensor(list, at::kLong)));
}

}  // namespace
}  // namespace models
