#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "sim/plate_pictures.hpp"
#include "sim/plate_simulator.hpp"
#include "sim/wells_dataset.hpp"
#include "sweep/settings.hpp"

namespace app {

/// The simulated plate that these settings describe. One plate per study: replicates are other splits and
/// weights. Throws sweep::InputError where they don't fit each other.
sim::SimulatedPlate simulated_plate(const sweep::Settings& settings, std::uint64_t seed);

/// Settings that decide which plate is read or simulated.
const std::set<std::string>& plate_keys();

/// Opens wells, and keeps the plates they are on: readouts, augmentations and architectures share one.
class WellsOpener {
 public:
  explicit WellsOpener(std::uint64_t seed) : seed_(seed) {}

  /// Throws sweep::InputError when files can't be used.
  std::shared_ptr<sim::WellsDataset> open(const sweep::Settings& settings);
  /// The plate itself.
  std::shared_ptr<const sim::PlatePictures> pictures(const sweep::Settings& settings);

 private:
  std::uint64_t seed_;
  std::map<std::string, std::shared_ptr<const sim::PlatePictures>> plates_;  // by what decides them
};

}  // namespace app
