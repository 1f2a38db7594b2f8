#include "models/precision.hpp"

#include <ATen/ATen.h>

namespace models {

at::Tensor as_factor(const at::Tensor& x, Precision precision) {
  if (!x.defined() || x.scalar_type() == at::kDouble) return x;
  return x.to(precision == Precision::BFLOAT16 ? at::kBFloat16 : at::kFloat);
}

void choose_matrix_units(Precision precision) {
  at::globalContext().setAllowTF32CuDNN(precision == Precision::TF32);
  at::globalContext().setAllowTF32CuBLAS(precision == Precision::TF32);
}

}  // namespace models
