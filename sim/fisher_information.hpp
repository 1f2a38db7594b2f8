#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "sim/information.hpp"
#include "sim/sampling.hpp"
#include "sim/spectrum_derivatives.hpp"

namespace sim {

// What noisy points of one spectrum tell about its first component, for any of its subsets. The noise is
// white and Gaussian, independent on real and imaginary parts, σ per part = max |S| over the full axes / SNR.
class FisherInformation {
 public:
  // Throws std::invalid_argument for what the simulator can't expand.
  FisherInformation(const Axes& axes, const Physics& physics, const std::vector<Kubo>& components);

  // At SNR 1; at another, SNR² times as much.
  struct Answer {
    Information known;  // everything but (Δ, τ) is known
    // All other parameters are estimated from the same points, without any knowledge of their values.
    Information estimated;
  };
  Answer of(const Sampling& sampling) const;

  // The whole matrix [θ][θ] over parameters(), at SNR 1.
  std::vector<std::vector<double>> matrix(const Sampling& sampling) const;
  std::vector<Parameter> parameters() const { return derivatives_.parameters(); }

  // What one pair of kept pump and waiting time tells with all frequencies and both parts, everything but (Δ,
  // τ) known, at SNR 1: [t1][Tw] over the full axes. They add up over pairs.
  std::vector<std::vector<Information>> of_each_pair() const;

  // max |S| over the full axes.
  double peak() const { return peak_; }
  const SpectrumDerivatives& derivatives() const { return derivatives_; }

 private:
  Axes axes_;
  double peak_;
  SpectrumDerivatives derivatives_;
};

}  // namespace sim
