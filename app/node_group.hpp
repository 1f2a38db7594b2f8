#pragma once

#include <optional>
#include <string>

namespace app {

/// Nodes of one partition that are alike: a line of sinfo.
struct NodeGroup {
  std::string partition;
  bool is_default = false;
  bool open = false;    // the partition takes jobs
  bool usable = false;  // the nodes do, now or when others have ended
  int nodes = 0;
  int cpus = 0;             // of a node
  double memory_bytes = 0;  // of a node; infinite where SLURM does not know
  double limit_seconds = 0;
  int gpus = 0;          // of a node
  std::string gpu_type;  // empty: without a name, or of several
  int most_nodes = 0;    // of a job
};

/// Prints a line per NodeGroup.
inline constexpr const char* kSinfo = "timeout 30 sinfo -h -e -o '%P|%a|%D|%c|%m|%l|%G|%t|%s|%B' 2>/dev/null";

/// Nothing for a line that is none of sinfo's.
std::optional<NodeGroup> parse_sinfo_line(const std::string& line);

/// "gpu:a100:4(S:0-1)": 4 of type a100.
struct Gpus {
  int count = 0;
  std::string type;
};
Gpus parse_gpus(const std::string& gres);

}  // namespace app
