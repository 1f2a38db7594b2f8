#include "models/adam_loop.hpp"

#include <ATen/Parallel.h>

#include <cmath>
#include <limits>

#include "models/widest.hpp"

namespace models {
namespace {

constexpr int64_t kGrain = 1 << 15;

MODELS_WIDEST void update(AdamCoefficients step, int64_t n, const float* gradient, float* value, float* first,
                          float* second) {
  const float limit = step.clip > 0 ? step.clip : std::numeric_limits<float>::infinity();
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    float g = gradient[i] * step.gradient_scale;
    g = g > limit ? limit : g;  // written so that a NaN goes through and is seen
    g = g < -limit ? -limit : g;
    const float m = first[i] + step.new_in_first * (g - first[i]);
    const float v = second[i] + step.new_in_second * (g * g - second[i]);
    first[i] = m;
    second[i] = v;
    value[i] -= step.rate * m / (std::sqrt(v) + step.epsilon);
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
