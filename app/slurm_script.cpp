#include "app/slurm_script.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "sweep/input_error.hpp"

namespace app {
namespace {

constexpr double kMib = 1 << 20;
constexpr int kFoldersUp = 4;  // from the program: build/release/bin, or a prefix's bin

/// A name that SLURM and file systems take as it is.
std::string plain(const std::string& name) {
  std::string text;
  for (const char c : name) {
    const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-';
    text += kept ? c : '-';
  }
  return text.empty() ? "gridsweep" : text;
}

/// A comment stays on its line, whatever it quotes.
std::string one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), sweep::is_control, ' ');
  return text;
}

std::string memory(double bytes) {
  const auto mib = static_cast<long long>(bytes / kMib);
  return mib % 1024 == 0 ? std::to_string(mib / 1024) + "G" : std::to_string(mib) + "M";
}

}  // namespace

std::string slurm_time(double seconds) {
  const auto whole = static_cast<long long>(std::ceil(seconds));
  char text[48];
  if (whole >= 86400) {
    std::snprintf(text, sizeof text, "%lld-%02lld:%02lld:%02lld", whole / 86400, whole / 3600 % 24,
                  whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%02lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  }
  return text;
}

std::string quoted(const std::string& word) {
  const auto harmless = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string("_-./=,:+@%").find(c) != std::string::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), harmless)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string find_sweep_script(const std::string& program) {
  std::filesystem::path folder = std::filesystem::path(program).parent_path();
  for (int i = 0; i < kFoldersUp && !folder.empty(); ++i, folder = folder.parent_path()) {
    for (const char* place : {"share/gridsweep/slurm/sweep.sbatch", "slurm/sweep.sbatch"}) {
      std::error_code unknown;
      if (std::filesystem::is_regular_file(folder / place, unknown)) return (folder / place).string();
    }
  }
  return "";
}

std::ostream& operator<<(std::ostream& out, const SlurmScript& script) {
  const sweep::SlurmRequest& request = script.request;
  const auto line = [&](const std::string& option) { out << "#SBATCH --" << option << '\n'; };
  out << "#!/bin/bash\n";
  line("job-name=" + plain(script.name));
  if (script.partition_named) line("partition=" + script.partition.name);
  line("nodes=" + std::to_string(request.nodes));
  line("ntasks-per-node=" + std::to_string(request.workers_per_node));
  line("cpus-per-task=" + std::to_string(request.cpus_per_worker));
  if (request.gpus_per_node > 0) {
    const std::string& type = script.partition.gpu_type;
    line("gpus-per-node=" + (type.empty() ? "" : type + ":") + std::to_string(request.gpus_per_node));
  }
  if (std::isfinite(script.partition.offer.memory_bytes)) line("mem=" + memory(request.memory_bytes));
  line("time=" + slurm_time(request.seconds));
  line("signal=B:USR1@" + std::to_string(static_cast<long long>(request.signal_seconds)));
  line("requeue");
  line("open-mode=append");
  line("output=%x-%j.out");
  for (const std::string& comment : script.comments) out << "# " << one_line(comment) << '\n';
  if (script.script.empty()) {
    out << "# slurm/sweep.sbatch was not found beside the program: add the line that runs the study, or give "
           "--script\n";
    return out;
  }
  // exec: SLURM's signals go to the batch script's own process.
  out << "\nexec bash " << quoted(script.script);
  for (const std::string& word : script.words) out << ' ' << quoted(word);
  return out << " \"$@\"\n";  // sbatch job.sbatch --out elsewhere.h5
}

}  // namespace app
