#pragma once

#include "sim/information.hpp"
#include "sim/population.hpp"

namespace sim {

// The share of samples, as many Same as Different, that the best possible decision puts right, from data with
// this information about (ln Δ, ln τ): ½ with none, 1 in the limit of much. What the data say of a sample's
// percent differences is taken as normal around the truth, with the information at the reference for its
// inverse covariance: exact where the noise is small against the differences (docs/simulator.md).
double best_accuracy(const Information& information, const PopulationSettings& population);

// The same at an SNR, from the information at SNR 1. At SNR ∞ the limit: 1 where the data say anything about
// both.
double best_accuracy(const Information& at_snr_1, double snr, const PopulationSettings& population);

}  // namespace sim
