#pragma once

namespace results {

/// Of wells that a readout did not use: 0xRRGGBB.
inline constexpr unsigned kNotUsed = 0xCFCFCF;

/// Blue at 0, near white at ½, vermillion at 1, which colour-blind readers tell apart: 0xRRGGBB.
unsigned colour_of(double probability);

}  // namespace results
