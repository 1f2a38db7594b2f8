#include "sim/absorptive.hpp"

#include <ATen/ATen.h>

#include <stdexcept>

#include "sim/physics.hpp"

namespace sim {

at::Tensor absorptive(const at::Tensor& spectra, const std::vector<double>& pump_times_ps, double w_rot_cm1,
                      const std::vector<double>& pump_frequencies_cm1) {
  const auto count = static_cast<std::int64_t>(pump_times_ps.size());
  if (spectra.dim() != 3 || spectra.size(2) != count || spectra.scalar_type() != at::kComplexDouble)
    throw std::invalid_argument("absorptive: spectra must be complex128 [Tw, w, t1]");
  const at::Tensor times = at::tensor(pump_times_ps, at::kDouble);
  const at::Tensor turns =
      (at::tensor(pump_frequencies_cm1, at::kDouble) - w_rot_cm1) * radians_per_ps_per_cm1;  // [w1]
  at::Tensor weights = at::ones({count}, at::kDouble);
  if (count > 1) weights = weights * ((times[count - 1] - times[0]) / static_cast<double>(count - 1));
  weights[0] *= 0.5;
  const at::Tensor phases = at::outer(times, turns);  // [t1, w1]
  // Re (a + ib)(cos − i sin) = a cos + b sin.
  const at::Tensor cosines = at::cos(phases) * weights.unsqueeze(1);
  const at::Tensor sines = at::sin(phases) * weights.unsqueeze(1);
  const at::Tensor sum = at::matmul(at::real(spectra).contiguous(), cosines) +
                         at::matmul(at::imag(spectra).contiguous(), sines);  // [Tw, w, w1]
  return sum.transpose(1, 2).contiguous();
}

}  // namespace sim
