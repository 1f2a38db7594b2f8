#pragma once

namespace results {

/// A colour of the map cividis, as 0xRRGGBB: 0 is dark blue, 1 is yellow. Evenly spaced for the eye, with and
/// without full colour vision, and in grey: Nuñez, Anderton and Renslow, PLoS ONE 13 (2018) e0199239.
unsigned cividis(double share);

/// Black or white, whichever reads better on it.
unsigned text_colour_on(unsigned colour);

}  // namespace results
