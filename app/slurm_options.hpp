#pragma once

#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "app/partition.hpp"

namespace app {

/// What `gridsweep plan --slurm` is told beside the study.
struct SlurmOptions {
  std::string partition;  // empty: the default one
  std::optional<double> within_seconds;
  std::optional<int> nodes;  // at most
  std::optional<int> cpus;   // of a node, like the next two
  std::optional<Gpus> gpus;
  std::optional<double> memory_bytes;
  std::optional<double> limit_seconds;
  std::string script;  // that the job runs; empty: looked for

  static po::options_description description();
  /// Throws sweep::InputError, also where they are given without --slurm.
  explicit SlurmOptions(const Arguments& arguments);
};

}  // namespace app
