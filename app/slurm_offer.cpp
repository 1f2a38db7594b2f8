#include "app/slurm_offer.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

#include "app/slurm_script.hpp"
#include "sweep/gib_text.hpp"
#include "sweep/input_error.hpp"
#include "workers/device.hpp"

namespace app {
namespace {

constexpr double kDay = 86400;

/// What sinfo says; nothing where there is none, or it does not reach its SLURM.
std::vector<NodeGroup> ask_sinfo(std::vector<std::string>& notes) {
  const auto close = [](FILE* pipe) { pclose(pipe); };
  const std::unique_ptr<FILE, decltype(close)> pipe(popen(kSinfo, "r"), close);
  std::vector<NodeGroup> groups;
  std::string line;
  for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get())) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    const auto group = parse_sinfo_line(line);
    if (group) groups.push_back(*group);
    if (!group && !line.empty()) notes.push_back("a line of sinfo that was not understood: " + line);
    line.clear();
  }
  return groups;
}

/// Nodes like this machine.
sweep::NodeOffer like_here() {
  return {.nodes = 1,
          .cpus = static_cast<int>(std::max(1u, std::thread::hardware_concurrency())),
          .gpus = workers::gpus_here(),
          .memory_bytes =
              static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE)),
          .limit_seconds = kDay};
}

/// Which of these figures nobody has given.
std::string assumed(const SlurmOptions& options, const sweep::NodeOffer& offer) {
  std::string text;
  const auto add = [&](bool given, const std::string& figure) {
    if (!given) text += (text.empty() ? "" : ", ") + figure;
  };
  add(options.nodes.has_value(), "1 node");
  add(options.cpus.has_value(), std::to_string(offer.cpus) + " CPUs");
  add(options.gpus.has_value(), std::to_string(offer.gpus) + " GPUs");
  add(options.memory_bytes.has_value(), sweep::gib_text(offer.memory_bytes));
  add(options.limit_seconds.has_value(), "24 h per job");
  return text;
}

}  // namespace

SlurmOffer SlurmOffer::find(const SlurmOptions& options, const sweep::Settings& settings) {
  const std::string& device = settings.text("run.device");
  if (device == "cpu" && options.gpus && options.gpus->count > 0)
    throw sweep::InputError("--gpus-per-node is given, but run.device is cpu: must be auto or cuda");
  // GPUs that are named are wanted, whatever this program can do: another may run the study.
  const bool wanted = options.gpus ? options.gpus->count > 0
                                   : device == "cuda" || (device == "auto" && workers::cuda_is_in());

  SlurmOffer found;
  const auto groups = ask_sinfo(found.notes);
  if (groups.empty()) {
    found.partition = {options.partition, like_here(), ""};
    const std::string figures = assumed(options, found.partition.offer);
    if (!figures.empty()) {
      found.notes.push_back("assumed, because sinfo says nothing here: " + figures +
                            ", as on this machine; --nodes, --cpus-per-node, "
                            "--gpus-per-node, --memory-per-node and --max-time say otherwise");
    }
  } else {
    found.partition = choose_partition(groups, options.partition, wanted ? Nodes::WITH_GPUS : Nodes::ANY);
    if (!found.partition.usable)
      found.notes.push_back("no node of partition " + found.partition.name +
                            " takes jobs at present: the job will wait");
  }
  sweep::NodeOffer& offer = found.partition.offer;
  if (options.nodes) offer.nodes = groups.empty() ? *options.nodes : std::min(offer.nodes, *options.nodes);
  offer.cpus = options.cpus.value_or(offer.cpus);
  offer.memory_bytes = options.memory_bytes.value_or(offer.memory_bytes);
  offer.limit_seconds = options.limit_seconds.value_or(offer.limit_seconds);
  if (options.gpus) {
    offer.gpus = options.gpus->count;
    found.partition.gpu_type = options.gpus->type;
  }
  if (device == "cuda" && offer.gpus == 0) {
    throw sweep::InputError(
        "run.device is cuda, but nodes" +
        (found.partition.name.empty() ? "" : " of partition " + found.partition.name) +
        " have no GPUs: needs another --partition, or --gpus-per-node, or run.device=cpu");
  }
  if (!wanted && offer.gpus > 0) {
    if (device == "auto") found.notes.push_back("no GPUs are asked for: this program's LibTorch has no CUDA");
    offer.gpus = 0;
  }
  if (offer.gpus > 0 && !workers::cuda_is_in())
    found.notes.push_back("this program's LibTorch has no CUDA: the job needs one that has");
  return found;
}

}  // namespace app
