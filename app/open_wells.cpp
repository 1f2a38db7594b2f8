#include "app/open_wells.hpp"

#include <stdexcept>

#include "sim/plate_reader.hpp"
#include "sweep/input_error.hpp"
#include "sweep/random_key.hpp"

namespace app {
namespace {

sim::Binarisation binarisation_of(const sweep::Settings& settings) {
  using Rule = sim::Binarisation::Rule;
  static const std::map<std::string, Rule> rules = {{"median", Rule::MEDIAN},
                                                    {"threshold", Rule::THRESHOLD},
                                                    {"quantile", Rule::QUANTILE},
                                                    {"sign", Rule::SIGN}};
  return {rules.at(settings.text("data.binarisation")), settings.number("data.threshold"),
          settings.number("data.quantile")};
}

sim::WellScaling scaling_of(const sweep::Settings& settings) {
  const std::string& name = settings.text("data.scaling");
  if (name == "fixed") return sim::WellScaling::FIXED;
  return name == "range" ? sim::WellScaling::RANGE : sim::WellScaling::STANDARD;
}

sim::WellsConfig wells_config(const sweep::Settings& settings, std::uint64_t seed) {
  const auto replicate = static_cast<std::uint64_t>(settings.integer("replicate"));
  const auto balance_seed = static_cast<std::uint64_t>(settings.integer("data.balance_seed"));
  const bool stops_early = settings.integer("training.patience") > 0;
  return {
      .readout = settings.text("data.readout"),
      .rules = {.binarisation = binarisation_of(settings),
                .balance = settings.text("data.balance") == "none" ? sim::Balance::NONE : sim::Balance::WELLS,
                .labels = settings.text("data.labels") == "permuted" ? sim::Labels::PERMUTED
                                                                     : sim::Labels::MEASURED,
                .least_wells = static_cast<std::size_t>(settings.integer("data.least_wells")),
                .validation_fraction = stops_early ? settings.number("training.validation_fraction") : 0,
                .key_split = sweep::random_key(seed, replicate, "split"),
                .key_balance = sweep::random_key(seed, balance_seed, "balance"),
                .key_permutation =
                    sweep::random_key(seed, replicate, "permutation " + settings.text("data.readout"))},
      .scaling = scaling_of(settings),
      .protocol = settings.text("data.protocol") == "grouped" ? sim::Protocol::GROUPED
                                                              : sim::Protocol::LEAKY_AUGMENT_THEN_SPLIT,
      .augmentation = settings.text("data.augmentation")};
}

sim::PlateFiles plate_files(const sweep::Settings& settings) {
  return {.images = settings.text("data.source"),
          .table = settings.text("data.table"),
          .file_names = settings.text("data.file_names"),
          .plate_column = settings.text("data.plate_column"),
          .well_column = settings.text("data.well_column"),
          .channel = settings.text("data.channel"),
          .sites = settings.text("data.sites") == "all" ? sim::Sites::ALL : sim::Sites::ONE};
}

sim::PlateSettings plate_settings(const sweep::Settings& settings, std::uint64_t seed) {
  return {.wells = static_cast<int>(settings.integer("plate.wells")),
          .sites = static_cast<int>(settings.integer("plate.sites")),
          .readouts = static_cast<int>(settings.integer("plate.readouts")),
          .responding = static_cast<int>(settings.integer("plate.responding")),
          .effect = settings.number("plate.effect"),
          .noise = settings.number("plate.noise"),
          .edge_effect = settings.number("plate.edge_effect"),
          .missing = settings.number("plate.missing"),
          .key = sweep::random_key(seed, 0, "plate")};
}

sim::Plate plate_of(const sweep::Settings& settings, std::uint64_t seed) {
  if (settings.text("data.source") == "simulated") return simulated_plate(settings, seed).plate;
  return sim::read_plate(plate_files(settings));
}

}  // namespace

const std::set<std::string>& plate_keys() {
  static const std::set<std::string> keys = {
      "data.source",      "data.table",   "data.file_names",   "data.plate_column",
      "data.well_column", "data.channel", "data.sites",        "data.full_scale",
      "plate.wells",      "plate.sites",  "plate.readouts",    "plate.responding",
      "plate.effect",     "plate.noise",  "plate.edge_effect", "plate.missing"};
  return keys;
}

sim::SimulatedPlate simulated_plate(const sweep::Settings& settings, std::uint64_t seed) {
  try {
    return sim::simulate_plate(plate_settings(settings, seed));
  } catch (const std::invalid_argument& error) {
    throw sweep::InputError(error.what());
  }
}

std::shared_ptr<const sim::PlatePictures> WellsOpener::pictures(const sweep::Settings& settings) {
  std::string key;
  for (const std::string& name : plate_keys()) key += settings[name].text() + '\n';
  auto& found = plates_[key];
  if (!found) {
    try {
      found = std::make_shared<sim::PlatePictures>(std::make_shared<sim::Plate>(plate_of(settings, seed_)),
                                                   settings.number("data.full_scale"));
    } catch (const std::invalid_argument& error) {
      throw sweep::InputError(error.what());
    }
  }
  return found;
}

std::shared_ptr<sim::WellsDataset> WellsOpener::open(const sweep::Settings& settings) {
  return std::make_shared<sim::WellsDataset>(pictures(settings), wells_config(settings, seed_));
}

}  // namespace app
