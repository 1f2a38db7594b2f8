#pragma once

#include <string>
#include <vector>

#include "app/slurm_options.hpp"
#include "sweep/settings.hpp"

namespace app {

/// What the cluster has for a study.
struct SlurmOffer {
  Partition partition;
  std::vector<std::string> notes;  // for people: what was assumed

  /// Asks sinfo, where there is one; what `options` say comes first, and what neither says is assumed to be
  /// as on this machine. GPUs are counted where the study would train on them. Throws sweep::InputError.
  static SlurmOffer find(const SlurmOptions& options, const sweep::Settings& settings);
};

}  // namespace app
