#include "app/node_group.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <sstream>

#include "app/time_limit.hpp"
#include "sweep/input_error.hpp"
#include "sweep/trial_source.hpp"

namespace app {
namespace {

constexpr double kBytesPerMib = 1 << 20;
constexpr int kNoLimit = std::numeric_limits<int>::max();

/// "32", or "32+" where nodes differ: the least.
std::optional<int> whole_number(std::string text) {
  if (text.ends_with('+')) text.pop_back();
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// "30:00", "1-00:00:00", "infinite".
std::optional<double> limit_seconds(const std::string& text) {
  if (text == "infinite" || text == "n/a") return sweep::kForever;
  // SLURM says minutes:seconds where there are no hours, and never a bare number.
  if (text.find(':') == std::string::npos) return std::nullopt;
  try {
    return parse_duration_seconds(text, "time limit");
  } catch (const sweep::InputError&) {
    return std::nullopt;
  }
}

/// "1-infinite", "1-4", "2": the most.
int most_of(const std::string& range) {
  const std::string last = range.substr(range.find('-') == std::string::npos ? 0 : range.find('-') + 1);
  return whole_number(last).value_or(kNoLimit);
}

/// Whether nodes in this state take jobs, now or when others have ended: "idle", "mix-", "alloc", "idle~" …
bool takes_jobs(const std::string& state) {
  static const std::vector<std::string> kWell = {"idle", "mix", "alloc", "comp", "plnd", "resv"};
  if (state.find_first_of("*$!") != std::string::npos)
    return false;  // silent, reserved or to be switched off
  return std::any_of(kWell.begin(), kWell.end(),
                     [&](const std::string& well) { return state.starts_with(well); });
}

std::vector<std::string> split(const std::string& line, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

}  // namespace

Gpus parse_gpus(const std::string& gres) {
  Gpus found;
  std::set<std::string> types;
  std::string plain;  // without "(S:0-1)", whose commas separate nothing
  int depth = 0;
  for (const char c : gres) {
    if (c == '(') ++depth;
    if (depth == 0) plain += c;
    if (c == ')') --depth;
  }
  for (const std::string& resource : split(plain, ',')) {
    const auto parts = split(resource, ':');
    if (parts.empty() || parts[0] != "gpu") continue;
    const auto count = parts.size() > 1 ? whole_number(parts.back()) : std::optional<int>(1);
    found.count += count.value_or(1);  // "gpu:a100" is one
    const bool named = parts.size() > 2 || !count;
    types.insert(named ? parts[1] : "");
  }
  if (types.size() == 1) found.type = *types.begin();
  return found;
}

std::optional<NodeGroup> parse_sinfo_line(const std::string& line) {
  const auto fields = split(line, '|');
  if (fields.size() != 10) return std::nullopt;
  const auto nodes = whole_number(fields[2]);
  const auto cpus = whole_number(fields[3]);
  const auto memory_mib = whole_number(fields[4]);
  const auto limit = limit_seconds(fields[5]);
  if (fields[0].empty() || !nodes || !cpus || !memory_mib || !limit) return std::nullopt;
  NodeGroup group;
  group.partition = fields[0];
  group.is_default = group.partition.ends_with('*');
  if (group.is_default) group.partition.pop_back();
  group.open = fields[1] == "up";
  group.usable = takes_jobs(fields[7]);
  group.nodes = *nodes;
  group.cpus = std::min(*cpus, whole_number(fields[9]).value_or(kNoLimit));
  group.memory_bytes = *memory_mib > 1 ? *memory_mib * kBytesPerMib : sweep::kForever;  // 1: nobody said
  group.limit_seconds = *limit;
  const Gpus gpus = parse_gpus(fields[6]);
  group.gpus = gpus.count;
  group.gpu_type = gpus.type;
  group.most_nodes = most_of(fields[8]);
  return group;
}

}  // namespace app
