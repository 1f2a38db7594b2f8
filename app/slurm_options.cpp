#include "app/slurm_options.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>

#include "app/time_limit.hpp"
#include "sweep/input_error.hpp"

namespace app {
namespace {

constexpr const char* kOptions[] = {"partition",     "within",          "nodes",    "cpus-per-node",
                                    "gpus-per-node", "memory-per-node", "max-time", "script"};

std::string said(const std::string& option, const std::string& text) {
  return "--" + option + " is '" + text + "': must be ";
}

std::optional<int> number_at_least(int least, const Arguments& arguments, const std::string& option) {
  if (!arguments.has(option)) return std::nullopt;
  const int number = arguments.get<int>(option);
  if (number < least)
    throw sweep::InputError(said(option, std::to_string(number)) + std::to_string(least) + " or more");
  return number;
}

/// "4", "a100:4", 0 or more.
Gpus gpus_of(const std::string& text) {
  const auto well = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '-'; };
  Gpus gpus;
  const auto colon = text.find(':');
  if (colon != std::string::npos) gpus.type = text.substr(0, colon);
  const std::string digits = colon == std::string::npos ? text : text.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), gpus.count);
  if (error != std::errc() || end != digits.data() + digits.size() || gpus.count < 0 || (colon == 0) ||
      !std::all_of(gpus.type.begin(), gpus.type.end(), well))
    throw sweep::InputError(said("gpus-per-node", text) + "a number, or a type and a number, like a100:4");
  return gpus;
}

/// As SLURM has it: "64G", "500M", "2T"; a bare number is MiB.
double bytes_of(const std::string& text) {
  static const std::string kUnits = "KMGT";
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string unit(end, text.data() + text.size());
  const auto place = unit.empty() ? 1 : kUnits.find(unit);
  if (error != std::errc() || unit.size() > 1 || place == std::string::npos || !(value > 0) || value > 1e9)
    throw sweep::InputError(said("memory-per-node", text) + "a size like 64G or 500M (a bare number is MiB)");
  return value * static_cast<double>(1ULL << (10 * (place + 1)));
}

double positive_duration(const std::string& text, const std::string& option) {
  const double seconds = parse_duration_seconds(text, "--" + option);
  if (seconds <= 0) throw sweep::InputError(said(option, text) + "more than 0");
  return seconds;
}

}  // namespace

po::options_description SlurmOptions::description() {
  const auto word = [] { return po::value<std::string>(); };
  const auto number = [] { return po::value<int>(); };
  po::options_description options;
  options.add_options()(
      "slurm", "print a batch script with the request that fits the study instead, ready for sbatch")(
      "within", word(), "when the study should be over: 90 (seconds), 45m, 8h, 2-12:00:00")(
      "partition", word(), "of SLURM (default: the cluster's own default)")(
      "nodes", number(), "use at most so many")("cpus-per-node", number(), "that a job may use")(
      "gpus-per-node", word(), "likewise: 4, or with their type a100:4; 0: train on CPUs")(
      "memory-per-node", word(), "likewise: 64G, 500M")("max-time", word(),
                                                        "of one job: 45m, 8h, 2-12:00:00, infinite")(
      "script", word(), "what the job runs (default: the project's slurm/sweep.sbatch)");
  return options;
}

SlurmOptions::SlurmOptions(const Arguments& arguments) {
  if (!arguments.has("slurm")) {
    for (const std::string option : kOptions) {
      if (arguments.has(option))
        throw sweep::InputError("--" + option + " is about a request: needs --slurm");
    }
    return;
  }
  const auto text = [&](const char* option) { return arguments.get<std::string>(option); };
  if (arguments.has("partition")) {
    partition = text("partition");
    const auto odd = [](unsigned char c) { return std::isgraph(c) == 0 || c == ','; };
    if (partition.empty() || std::any_of(partition.begin(), partition.end(), odd))
      throw sweep::InputError(said("partition", partition) + "the name of one partition");
  }
  if (arguments.has("within")) within_seconds = positive_duration(text("within"), "within");
  nodes = number_at_least(1, arguments, "nodes");
  cpus = number_at_least(1, arguments, "cpus-per-node");
  if (arguments.has("gpus-per-node")) gpus = gpus_of(text("gpus-per-node"));
  if (arguments.has("memory-per-node")) memory_bytes = bytes_of(text("memory-per-node"));
  if (arguments.has("max-time")) {
    const std::string time = text("max-time");
    limit_seconds = time == "infinite" ? sweep::kForever : positive_duration(time, "max-time");
  }
  if (arguments.has("script")) {
    script = text("script");
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(script, unknown))
      throw sweep::InputError(said("script", script) + "a file, and there is none");
    script = std::filesystem::canonical(script).string();
  }
}

}  // namespace app
