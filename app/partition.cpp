#include "app/partition.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "sweep/input_error.hpp"

namespace app {

Partition choose_partition(const std::vector<NodeGroup>& groups, const std::string& name, Nodes wanted) {
  std::set<std::string> names;
  std::string chosen = name;
  for (const NodeGroup& group : groups) {
    names.insert(group.partition);
    if (name.empty() && group.is_default) chosen = group.partition;
  }
  std::string all;
  for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
  if (chosen.empty() && names.size() == 1) chosen = *names.begin();
  if (chosen.empty())
    throw sweep::InputError("no partition is the default: name one with --partition: " + all);
  if (!names.contains(chosen))
    throw sweep::InputError("--partition is '" + chosen + "': must be one of " + all);

  std::vector<NodeGroup> taken;
  const auto take = [&](auto wants) {
    if (!taken.empty()) return;
    std::copy_if(groups.begin(), groups.end(), std::back_inserter(taken), [&](const NodeGroup& group) {
      return group.partition == chosen && group.open && wants(group);
    });
  };
  const auto usable = [](const NodeGroup& group) { return group.usable; };
  const auto with_gpus = [](const NodeGroup& group) { return group.gpus > 0; };
  if (wanted == Nodes::WITH_GPUS) {
    take([&](const NodeGroup& group) { return usable(group) && with_gpus(group); });
    take(with_gpus);
  }
  take(usable);
  take([](const NodeGroup&) { return true; });
  if (taken.empty())
    throw sweep::InputError("partition " + chosen +
                            " takes no jobs now: name another with --partition: " + all);

  const NodeGroup& first = taken.front();
  Partition partition{chosen,
                      {.nodes = 0,
                       .cpus = first.cpus,
                       .gpus = first.gpus,
                       .memory_bytes = first.memory_bytes,
                       .limit_seconds = first.limit_seconds},
                      first.gpu_type,
                      first.usable};
  sweep::NodeOffer& offer = partition.offer;
  int most_nodes = first.most_nodes;
  for (const NodeGroup& group : taken) {
    offer.nodes += group.nodes;
    offer.cpus = std::min(offer.cpus, group.cpus);
    offer.gpus = std::min(offer.gpus, group.gpus);
    offer.memory_bytes = std::min(offer.memory_bytes, group.memory_bytes);
    offer.limit_seconds = std::min(offer.limit_seconds, group.limit_seconds);
    most_nodes = std::min(most_nodes, group.most_nodes);
    if (group.gpu_type != partition.gpu_type) partition.gpu_type.clear();
  }
  offer.nodes = std::max(1, std::min(offer.nodes, most_nodes));
  return partition;
}

}  // namespace app
