#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "sim/fisher_information.hpp"
#include "sim/population.hpp"
#include "sim/sampling.hpp"
#include "sim/spectra_surface.hpp"

namespace sim {

// The share of samples that the best possible Same/Different decision puts right, for any subset of the
// points and any SNR. Where noise is small it follows from the information at the reference (best_accuracy);
// where it is not, the curvature of the spectra's dependence on Δ and τ is added (curvature_gain).
class AccuracyLimit {
 public:
  // Throws std::invalid_argument for what the simulator can't expand.
  AccuracyLimit(const Axes& axes, const Physics& physics, const PopulationSettings& population);

  struct Answer {
    double known;      // everything but (Δ, τ) is known
    double estimated;  // all other parameters are estimated from the same points; linear, at most `known`
  };
  // Not to be called by two threads at once: what is worked out for a sampling is kept for its other SNRs.
  Answer at(const Sampling& sampling, double snr);

 private:
  struct Subset {
    Sampling sampling;
    FisherInformation::Answer information;
    std::optional<at::Tensor> nodes;  // of the surface, once they were needed
  };
  Subset& subset(const Sampling& sampling);

  Axes axes_;
  Physics physics_;
  PopulationSettings population_;
  FisherInformation information_;
  std::optional<SpectraSurface> surface_;
  std::vector<Subset> subsets_;
};

}  // namespace sim
