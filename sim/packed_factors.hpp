#pragma once

#include "sim/picture_grid.hpp"
#include "sim/separable_spectrum.hpp"

namespace sim {

FactorLayout layout_of(const SeparableSpectrum& spectrum);

// Writes a spectrum times `gain` as the picture kernel reads it, layout_of(spectrum).size() floats: the
// values of PictureFactors<float> in another order.
void pack_factors(const SeparableSpectrum& spectrum, double gain, float* out);

}  // namespace sim
