#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/simulate_data.hpp"
#include "app/study_arguments.hpp"
#include "sweep/grid.hpp"
#include "sweep/input_error.hpp"

namespace app {
namespace {

constexpr const char* kUsage = "gridsweep simulate STUDY --out PATH [key=value…]";
constexpr const char* kAbout =
    "Writes a study's data in the formats that data.source reads.\n"
    "Spectra, whole and with their noise, to an HDF5 file: complex spectra, axes, labels, split and each "
    "sample's (Delta, "
    "tau).\n"
    "data.sampling is applied when the file is read, not here.\n"
    "Wells to a folder: an image (TIFF) per site, readouts.csv, and truth.csv: which readouts follow the "
    "images.\n"
    "A study with several levels of what decides the data needs one chosen: data.snr=100 replicate=1.";

/// Whether trials at different levels of this factor have different data to write.
bool decides_data(sweep::Task task, std::string_view key) {
  const auto starts_with_one_of = [&](const auto& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view p) { return key.starts_with(p); });
  };
  if (task == sweep::Task::WELLS) return key == "data.source" || key.starts_with("plate.");
  return key == "replicate" ||
         (key != "data.sampling" && starts_with_one_of(std::array{"data.", "cube.", "physics."}));
}

/// The settings that all trials of the study share. Throws InputError naming a factor that must be fixed.
sweep::Settings data_settings(const sweep::Grid& grid, sweep::Task task) {
  for (const sweep::Factor& column : grid.columns()) {
    if (!decides_data(task, column.key) || column.levels.size() < 2) continue;
    const std::string fixed = column.key == "replicate" ? "1" : column.levels.front().text();
    throw sweep::InputError("the study has " + std::to_string(column.levels.size()) + " levels of " +
                            column.key + ", and one dataset is written: choose one, such as " + column.key +
                            "=" + fixed);
  }
  sweep::Settings settings = grid.settings(sweep::Row{0});
  settings.set("data.sampling", "full");
  return settings;
}

}  // namespace

int simulate(const Words& words) {
  po::options_description options;
  options.add_options()("out,o", po::value<std::string>(), "the file, or for wells the folder, to write");
  Arguments arguments(words, kUsage, kAbout, options);
  if (arguments.wants_help()) return DONE;
  if (!arguments.has("out")) throw sweep::InputError(std::string("missing --out PATH; usage: ") + kUsage);
  const std::string out = arguments.get<std::string>("out");
  const sweep::Study study = read_study(arguments);
  const sweep::Settings settings = data_settings(sweep::Grid(study), study.task);
  if (settings.text("data.source") != "simulated")
    throw sweep::InputError("data.source is " + settings.text("data.source") +
                            ": only simulated data can be written");
  if (std::filesystem::exists(out))
    throw sweep::InputError(out + ": is there already: move it away, or give another --out");
  const auto write = study.task == sweep::Task::WELLS ? simulate_wells : simulate_spectra;
  write(study, settings, out);
  return DONE;
}

}  // namespace app
