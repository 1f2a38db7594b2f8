#pragma once

namespace sim {

enum class Normalisation { DATASET, NONE };  // one factor so that nothing leaves [−1, 1], or physical units

// How a dataset turns physical spectra into pictures: picture = gain · spectrum + sigma · normal, per part.
struct PictureScaling {
  double scale;  // physical units → picture units
  double gain;   // scale, or 0 when there is no signal (snr 0)
  double sigma;  // noise per part in picture units

  // snr: infinity = no noise; 0 = noise alone, of σ = 1; else σ per part = peak / snr.
  // bound: no part of any noise-free spectrum of the dataset exceeds it.
  static PictureScaling make(Normalisation normalisation, double snr, double peak, double bound);
};

// Throws std::invalid_argument unless snr is 0, positive or infinite.
void check_snr(double snr);

}  // namespace sim
