#pragma once

#include <cstdint>

#include "sim/axes.hpp"
#include "sim/physics.hpp"
#include "sim/population.hpp"

namespace sim {

// The largest value that any part of any noise-free spectrum of a population can take, over the full axes:
// max over samples, w and t1 of Σ_n |c_n(w) p_n(t1)| at the first waiting time (all waiting factors fall with
// Tw). Samples that a cheap integral already shows to be smaller are passed over. points: longest detection
// time.
double clean_bound(const Axes& axes, const Physics& physics, const Population& population,
                   std::int64_t points);

// max |S| over the full axes of one sample.
double spectrum_peak(const Axes& axes, const Physics& physics, const std::vector<Kubo>& components);

}  // namespace sim
