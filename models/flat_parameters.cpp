#include "models/flat_parameters.hpp"

#include <ATen/ATen.h>

#include <stdexcept>

namespace models {
namespace {

constexpr int64_t kAlignedFloats = 16;  // 64 bytes: a cache line, and what vector loads like

int64_t aligned(int64_t n) { return (n + kAlignedFloats - 1) / kAlignedFloats * kAlignedFloats; }

}  // namespace

FlatParameters::FlatParameters(const std::vector<at::Tensor>& parameters, int64_t extras) {
  if (parameters.empty()) throw std::invalid_argument("a network without parameters cannot be trained");
  int64_t n = 0;
  for (const at::Tensor& parameter : parameters) {
    if (parameter.scalar_type() != at::kFloat || parameter.device() != parameters.front().device())
      throw std::invalid_argument("parameters must all be float32 and on one device to share a buffer");
    n += aligned(parameter.numel());
    parameter_count_ += parameter.numel();
  }
  const at::NoGradGuard no_gradients;
  values_ = at::zeros({n}, parameters.front().options().requires_grad(false));
  step_buffer_ = at::zeros({n + extras}, values_.options());
  gradients_ = step_buffer_.narrow(0, 0, n);
  extras_ = step_buffer_.narrow(0, n, extras);
  int64_t begin = 0;
  for (at::Tensor parameter : parameters) {
    const auto view = [&](const at::Tensor& flat) {
      return flat.narrow(0, begin, parameter.numel()).view(parameter.sizes());
    };
    const at::Tensor value = view(values_);
    value.copy_(parameter);
    parameter.set_data(value);  // the old storage goes with it
    parameter.mutable_grad() = view(gradients_);
    begin += aligned(parameter.numel());
    ends_.push_back(begin);
  }
}

void FlatParameters::zero_grad() { step_buffer_.zero_(); }

}  // namespace models
