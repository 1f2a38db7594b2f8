#pragma once

#include <cstdint>

namespace models {

// The numbers of one Adam step, worked out in float64.
struct AdamCoefficients {
  float gradient_scale = 1;
  float clip = 0;           // 0: none
  float new_in_first = 0;   // 1 − β1
  float new_in_second = 0;  // 1 − β2
  float rate = 0;           // with the bias corrections in it
  float epsilon = 0;
};

// One pass over four arrays of n float32 each, split over LibTorch's threads.
void adam_loop(const AdamCoefficients& step, int64_t n, const float* gradient, float* value,
               float* first_moment, float* second_moment);

}  // namespace models
