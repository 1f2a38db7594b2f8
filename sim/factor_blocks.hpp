#pragma once

#include <complex>
#include <functional>
#include <vector>

#include "sim/axes.hpp"
#include "sim/physics.hpp"
#include "sim/series_terms.hpp"
#include "sim/spectral_transform.hpp"

namespace sim {

// Multiplies the transformed envelopes by nothing, or by ±i k t3: what shifting a frequency does.
enum class Turn { NONE, FORWARD, BACKWARD };

// The factors of a series on each axis, every one multiplied by a weight of its term and time: the blocks of
// SpectrumDerivatives.
class FactorBlocks {
 public:
  using Weight = std::function<double(const SeriesTerms::Order&, double time_ps)>;

  // Refers to its arguments.
  FactorBlocks(const Axes& axes, const Physics& physics, const SeriesTerms& series)
      : axes_(axes), physics_(physics), series_(series) {}

  std::vector<double> waiting(const Weight& weight) const;  // [terms · Tw]
  std::vector<double> spectral(const SpectralTransform& transform, Turn turn,
                               const Weight& weight) const;  // [terms · w]
  std::vector<std::complex<double>> pump(
      const std::function<std::complex<double>(const SeriesTerms::Order&, double time_ps)>& weight)
      const;  // [terms · t1]

 private:
  const Axes& axes_;
  const Physics& physics_;
  const SeriesTerms& series_;
};

}  // namespace sim
