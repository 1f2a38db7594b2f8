#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "results/figures/figure_source.hpp"

namespace results {

/// The complete trials of an architecture with one sampling: a panel of figures that show trials closely.
struct TrialGroup {
  // Places in Observations.
  std::size_t architecture = 0;
  std::size_t sampling = 0;
  std::vector<std::vector<const Observation*>> by_snr;  // [place in group_snrs]: empty where none was tested

  /// "student, reduction 96".
  std::string title(const Observations& observations) const;
};

/// Of every architecture the least and the most reduced sampling, in the order of the study file; all
/// samplings where there are few enough for `most` groups.
struct TrialGroups {
  /// Of the groups that `keep` wants.
  TrialGroups(
      const Observations& observations, std::size_t most,
      const std::function<bool(const TrialGroup&)>& keep = [](const TrialGroup&) { return true; });

  std::vector<double> snrs;  // falling
  std::vector<TrialGroup> shown;
  std::vector<TrialGroup> all;
  /// What of the file is not shown, one sentence; empty: everything is.
  std::string left_out() const;
};

}  // namespace results
