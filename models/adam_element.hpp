#pragma once

#include <cmath>

#include "gpu/host_device.hpp"
#include "models/adam_loop.hpp"

namespace models {

struct AdamState {
  float value, first, second;
};

// One parameter's step. limit: step.clip, or infinity for none.
GPU_INLINE AdamState adam_element(const AdamCoefficients& step, float limit, float gradient,
                                  const AdamState& old) {
  float g = gradient * step.gradient_scale;
  g = g > limit ? limit : g;  // written so that a NaN goes through and is seen
  g = g < -limit ? -limit : g;
  const float m = old.first + step.new_in_first * (g - old.first);
  const float v = old.second + step.new_in_second * (g * g - old.second);
  return {old.value - step.rate * m / (std::sqrt(v) + step.epsilon), m, v};
}

}  // namespace models
