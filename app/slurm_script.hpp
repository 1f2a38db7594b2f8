#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "app/partition.hpp"
#include "sweep/slurm_request.hpp"

namespace app {

/// A batch script that asks for what a study needs.
struct SlurmScript {
  std::string name;  // of the study
  Partition partition;
  bool partition_named = false;  // else the cluster chooses
  sweep::SlurmRequest request;
  std::vector<std::string> comments;  // for people
  std::string script;                 // what the job runs; empty: nothing is known
  std::vector<std::string> words;     // its arguments
};

std::ostream& operator<<(std::ostream& out, const SlurmScript& script);

/// "1-02:30:00", "00:45:00".
std::string slurm_time(double seconds);

/// As the shell reads it back: quoted where it has to be.
std::string quoted(const std::string& word);

/// The file slurm/sweep.sbatch of the project or the installation that `program` is part of; empty when there
/// is none.
std::string find_sweep_script(const std::string& program);

}  // namespace app
