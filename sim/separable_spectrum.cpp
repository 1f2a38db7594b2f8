#include "sim/separable_spectrum.hpp"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

enum class Sum { OF_MODULI, OF_VALUES };

// The largest of Σ|terms| or |Σ terms| at one waiting time.
double largest(const SeparableSpectrum& s, std::int64_t waiting_time, Sum kind) {
  const std::int64_t columns = s.pump_times();
  std::vector<double> pump_real = s.pump_real;
  std::vector<double> pump_imag = s.pump_imag;
  if (kind == Sum::OF_MODULI) {
    for (std::size_t i = 0; i < pump_real.size(); ++i) pump_real[i] = std::hypot(s.pump_real[i], s.pump_imag[i]);
    std::fill(pump_imag.begin(), pump_imag.end(), 0.0);
  }
  std::vector<double> real(columns);
  std::vector<double> imag(columns);
  double most = 0;
  for (std::int64_t w = 0; w < s.frequencies(); ++w) {
    std::fill(real.begin(), real.end(), 0.0);
    std::fill(imag.begin(), imag.end(), 0.0);
    for (std::int64_t n = 0; n < s.terms; ++n) {
      const double product = s.waiting[waiting_time * s.terms + n] * s.spectral[w * s.terms + n];
      const double weight = kind == Sum::OF_MODULI ? std::abs(product) : product;
      for (std::int64_t t = 0; t < columns; ++t) {
        real[t] += weight * pump_real[n * columns + t];
        imag[t] += weight * pump_imag[n * columns + t];
      }
    }
    for (std::int64_t t = 0; t < columns; ++t) most = std::max(most, real[t] * real[t] + imag[t] * imag[t]);
  }
  return std::sqrt(most);
}

}  // namespace

double SeparableSpectrum::bound(std::int64_t waiting_time) const {
  return largest(*this, waiting_time, Sum::OF_MODULI);
}

double SeparableSpectrum::peak(std::int64_t waiting_time) const {
  return largest(*this, waiting_time, Sum::OF_VALUES);
}

}  // namespace sim
