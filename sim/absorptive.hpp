#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace sim {

// The absorptive 2D spectrum Re ∫ S(w, t1) e^{−i k (w1 − w_rot) t1} dt1 of spectra [Tw, w, t1] (complex128),
// the first pump time halved, as a one-sided transform needs it: [Tw, w1, w] in float64, at any pump
// frequencies w1. S turns with e^{+i k (w01 − w_rot) t1}, in both pathways: NR as it is, R conjugated by the
// pump–probe geometry.
at::Tensor absorptive(const at::Tensor& spectra, const std::vector<double>& pump_times_ps, double w_rot_cm1,
                      const std::vector<double>& pump_frequencies_cm1);

}  // namespace sim
