#pragma once

#include <string>
#include <vector>

#include "app/node_group.hpp"
#include "sweep/slurm_request.hpp"

namespace app {

/// What a job may count on in a partition.
struct Partition {
  std::string name;
  sweep::NodeOffer offer;
  std::string gpu_type;
  bool usable = true;  // false: no node takes jobs now, all were looked at
};

enum class Nodes { ANY, WITH_GPUS };

/// The partition called `name`, or the default one: its usable nodes (those with GPUs, where these are wanted
/// and there are some), each taken for the smallest of them. Throws sweep::InputError when there is none, or
/// it takes no jobs.
Partition choose_partition(const std::vector<NodeGroup>& groups, const std::string& name, Nodes wanted);

}  // namespace app
