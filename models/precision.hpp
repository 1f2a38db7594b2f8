#pragma once

#include <ATen/core/Tensor.h>

namespace models {

// What the factors of products (convolutions, and dense layers but the last) are rounded to before they are
// multiplied. Parameters, sums, normalisation, losses and the optimiser stay float32.
enum class Precision {
  FLOAT32,
  TF32,     // 10 bits behind the point, by the GPU's matrix units; FLOAT32 on a CPU
  BFLOAT16  // 7 bits behind the point, in half the memory
};

// x as a factor of a product; gradients come back in x's own type. An undefined tensor stays undefined.
at::Tensor as_factor(const at::Tensor& x, Precision precision);

// Tells LibTorch whether products of float32 may use TF32: a setting of the process.
void choose_matrix_units(Precision precision);

}  // namespace models
