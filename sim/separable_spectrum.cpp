#include "sim/separable_spectrum.hpp"

#include <algorithm>
#include <cmath>

#include "sim/sum_terms.hpp"

namespace sim {
namespace {

enum class Sum { OF_MODULI, OF_VALUES };

// The rows of pump factors, zero-padded for sum_terms.
std::vector<double> padded(const std::vector<double>& rows, std::int64_t terms, std::int64_t columns,
                           std::int64_t stride) {
  std::vector<double> out(terms * stride, 0.0);
  for (std::int64_t n = 0; n < terms; ++n)
    std::copy_n(rows.begin() + n * columns, columns, out.begin() + n * stride);
  return out;
}

// The largest of Σ|terms| or |Σ terms| at one waiting time.
double largest(const SeparableSpectrum& s, std::int64_t waiting_time, Sum kind) {
  const std::int64_t columns = s.pump_times();
  const std::int64_t stride = (columns + pump_block - 1) / pump_block * pump_block;
  std::vector<double> pump_real = padded(s.pump_real, s.terms, columns, stride);
  const std::vector<double> pump_imag = padded(s.pump_imag, s.terms, columns, stride);
  if (kind == Sum::OF_MODULI)
    for (std::size_t i = 0; i < pump_real.size(); ++i) pump_real[i] = std::hypot(pump_real[i], pump_imag[i]);
  std::vector<double> weights(s.terms);
  std::vector<double> real(columns);
  std::vector<double> imag(columns, 0.0);
  double most = 0;
  for (std::int64_t w = 0; w < s.frequencies(); ++w) {
    for (std::int64_t n = 0; n < s.terms; ++n) {
      weights[n] = s.waiting[waiting_time * s.terms + n] * s.spectral[w * s.terms + n];
      if (kind == Sum::OF_MODULI) weights[n] = std::abs(weights[n]);
    }
    sum_terms(weights.data(), s.terms, pump_real.data(), pump_imag.data(), stride, columns, real.data(),
              kind == Sum::OF_MODULI ? nullptr : imag.data());
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
