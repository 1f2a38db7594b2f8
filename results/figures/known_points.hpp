#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>

#include "results/figures/accuracy_vs_reduction.hpp"
#include "results/figures/figure_source.hpp"

namespace results {

/// What a source knows of the points of a figure beside their accuracy: the best possible one, and which are
/// enough. A point is of all variants that have trials there.
class KnownPoints {
 public:
  explicit KnownPoints(const FigureSource& source);

  /// Texts and numbers are empty or NaN where they do not vary.
  void add_to(const std::string& architecture, double snr, AccuracyVsReduction::Point& point) const;

 private:
  /// The mean of the replicates' means, as the accuracy is.
  class Mean {
   public:
    void add(double replicate, double value);
    /// NaN where some value is.
    double get() const;

   private:
    struct Sum {
      double all = 0;
      double count = 0;
    };
    std::map<double, Sum> replicates_;
  };
  struct Known {
    Mean best;
    Mean best_estimated;
    bool enough = true;  // in every variant
  };

  const Observations* seen_;
  /// By architecture, SNR, sampling and reduction.
  std::map<std::tuple<std::string, double, std::string, double>, Known> points_;
};

}  // namespace results
