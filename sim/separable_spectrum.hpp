#pragma once

#include <cstdint>
#include <vector>

namespace sim {

// A spectrum as a sum of products, at the kept points of each axis (float64):
//   S[w, t1, Tw] = Σ_n waiting[Tw][n] · spectral[w][n] · (pump_real[n][t1] + i pump_imag[n][t1])
struct SeparableSpectrum {
  std::int64_t terms = 0;
  std::vector<double> waiting;    // B: [Tw][terms], real, within [0, 1]
  std::vector<double> spectral;   // c: [w][terms], real
  std::vector<double> pump_real;  // p: [terms][t1], |p| ≤ 1
  std::vector<double> pump_imag;

  std::int64_t waiting_times() const { return terms ? static_cast<std::int64_t>(waiting.size()) / terms : 0; }
  std::int64_t frequencies() const { return terms ? static_cast<std::int64_t>(spectral.size()) / terms : 0; }
  std::int64_t pump_times() const { return terms ? static_cast<std::int64_t>(pump_real.size()) / terms : 0; }

  // max over w and t1 of Σ_n |B_n c_n p_n| at one kept waiting time: no |S| there exceeds it.
  double bound(std::int64_t waiting_time) const;
  // max over w and t1 of |S| at one kept waiting time.
  double peak(std::int64_t waiting_time) const;
};

}  // namespace sim
