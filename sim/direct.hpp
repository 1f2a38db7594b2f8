#pragma once

#include <complex>
#include <span>

#include "sim/kubo.hpp"
#include "sim/physics.hpp"

namespace sim {

// One point of a spectrum by summing the definition over detection times, in float64 and with no expansion:
// slow (about a millisecond), made to check everything else against. Any number of components.
//   R, NR = exp[−g(t1) − g(t3) ± Σ a_i e^{−Tw/τi} (1 − e^{−t1/τi})(1 − e^{−t3/τi})]       + for R
//           · (A12 e^{−i anh k t3 − t3/T1} − A01) · e^{−Tw/T1} e^{−(t1+t3)/T2}
//           · e^{+i k w01 t3} · e^{∓i k (w01 − w_rot) t1}                                  − for R
//   S     = F3[NR] + conj(F3[R])
//   F3[f](w) = Σ_j t3_step f(j·t3_step) e^{−i k w j·t3_step}, the first point halved,
// until the responses have decayed to 1e-17. Throws std::invalid_argument for unusable input or no decay.
std::complex<double> direct_spectrum(const Physics& physics, std::span<const Kubo> components,
                                     double frequency_cm1, double waiting_time_ps, double pump_time_ps);

}  // namespace sim
