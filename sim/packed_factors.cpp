#include "sim/packed_factors.hpp"

namespace sim {

FactorLayout layout_of(const SeparableSpectrum& s) {
  return {static_cast<std::int32_t>(s.terms), static_cast<std::int32_t>(s.waiting_times()),
          static_cast<std::int32_t>(s.frequencies()), static_cast<std::int32_t>(s.pump_times())};
}

void pack_factors(const SeparableSpectrum& s, double gain, float* out) {
  const FactorLayout layout = layout_of(s);
  for (std::int32_t n = 0; n < layout.terms; ++n) {
    for (std::int32_t t = 0; t < layout.pump_times; ++t) {
      out[layout.pump(n, t)] = static_cast<float>(s.pump_real[n * s.pump_times() + t]);
      out[layout.pump(n, t) + 1] = static_cast<float>(s.pump_imag[n * s.pump_times() + t]);
    }
    for (std::int32_t c = 0; c < layout.waiting_times; ++c)
      out[layout.waiting(n, c)] = static_cast<float>(gain * s.waiting[c * s.terms + n]);
    for (std::int32_t w = 0; w < layout.frequencies; ++w)
      out[layout.spectral(w, n)] = static_cast<float>(s.spectral[w * s.terms + n]);
  }
}

}  // namespace sim
