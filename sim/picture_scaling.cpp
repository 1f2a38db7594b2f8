#include "sim/picture_scaling.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/noise.hpp"

namespace sim {
namespace {

constexpr double rounding = 1e-5;  // what float32 may add to a bound computed in float64

}  // namespace

void check_snr(double snr) {
  if (!(snr >= 0))
    throw std::invalid_argument("data: snr must be 0 (noise only), positive, or infinity (no noise), not " +
                                std::to_string(snr));
}

PictureScaling PictureScaling::make(Normalisation normalisation, double snr, double peak, double bound) {
  check_snr(snr);
  const bool noise_only = snr == 0;
  const double sigma = noise_only ? 1.0 : std::isinf(snr) ? 0.0 : peak / snr;
  const double largest = (noise_only ? 0.0 : bound) + GaussianNoise::largest * sigma;
  const double scale =
      normalisation == Normalisation::NONE || largest == 0 ? 1.0 : 1 / (largest * (1 + rounding));
  return {scale, noise_only ? 0.0 : scale, sigma * scale};
}

}  // namespace sim
