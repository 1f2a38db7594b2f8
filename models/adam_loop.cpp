#include "models/adam_loop.hpp"

#include <ATen/Parallel.h>

#include <limits>

#include "models/adam_element.hpp"
#include "models/widest.hpp"

namespace models {
namespace {

constexpr int64_t kGrain = 1 << 15;

MODELS_WIDEST void update(AdamCoefficients step, int64_t n, const float* gradient, float* value, float* first,
                          float* second) {
  const float limit = step.clip > 0 ? step.clip : std::numeric_limits<float>::infinity();
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    const AdamState next = adam_element(step, limit, gradient[i], {value[i], first[i], second[i]});
    value[i] = next.value;
    first[i] = next.first;
    second[i] = next.second;
  }
}

}  // namespace

void adam_loop(const AdamCoefficients& step, int64_t n, const float* gradient, float* value,
               float* first_moment, float* second_moment) {
  at::parallel_for(0, n, kGrain, [&](int64_t begin, int64_t end) {
    update(step, end - begin, gradient + begin, value + begin, first_moment + begin, second_moment + begin);
  });
}

}  // namespace models
