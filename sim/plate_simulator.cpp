#include "sim/plate_simulator.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/simulated_readouts.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

constexpr const char* kPlateName = "simulated";
// What a stimulus adds: cells divide, grow, light up and clump.
constexpr Phenotype kStimulus{1.0, 1.6, 1.6};

void require(bool right, const std::string& setting, const std::string& wanted) {
  if (!right) throw std::invalid_argument("simulated plate: " + setting + " must be " + wanted);
}

PlateFormat format_of(int wells) {
  return wells == kWells96.wells() ? kWells96 : wells == kWells384.wells() ? kWells384 : kWells1536;
}

Phenotype phenotype_of(const PlateSettings& settings, std::uint64_t well) {
  RandomStream random = plate_stream(settings, PlateRandom::PHENOTYPES, well);
  const double treated = random.uniform() < settings.treated ? 1 : 0;
  const double growth = normal(random), activation = normal(random), clumping = normal(random);
  return {growth + treated * kStimulus.growth, activation + treated * kStimulus.activation,
          clumping + treated * kStimulus.clumping};
}

/// Light falls off a little from the plate's left to its right, and at its edge.
double light_of(const PlateSettings& settings, WellPosition position, const PlateFormat& format) {
  const double across = static_cast<double>(position.column) / format.columns - 0.5;
  return (1 - 0.3 * settings.edge_effect * across) *
         (at_edge(position, format) ? 1 - settings.edge_effect : 1);
}

}  // namespace

void PlateSettings::validate() const {
  const auto share = [](double value) { return value >= 0 && value <= 1; };
  const auto strength = [](double value) { return value >= 0 && value <= 10; };
  require(wells == kWells96.wells() || wells == kWells384.wells() || wells == kWells1536.wells(), "wells",
          "96, 384 or 1536");
  require(sites >= 1 && sites <= 100, "sites", "between 1 and 100");
  require(readouts >= 2 && readouts <= 1000, "readouts",
          "between 2 and 1000 (the last two are to be dropped: nearly empty, constant)");
  require(responding >= 0 && responding <= readouts - 2, "responding",
          "at most two less than readouts, and not negative");
  require(strength(effect), "effect", "between 0 and 10");
  require(strength(noise), "noise", "between 0 and 10");
  require(edge_effect >= 0 && edge_effect <= 0.9, "edge_effect", "between 0 and 0.9");
  require(share(missing), "missing", "a share between 0 and 1");
  require(share(treated), "treated", "a share between 0 and 1");
}

SimulatedPlate simulate_plate(const PlateSettings& settings) {
  settings.validate();
  SimulatedPlate simulated;
  Plate& plate = simulated.plate;
  plate.format = format_of(settings.wells);
  plate.height = plate.width = kCellPictureSide;
  for (int row = 0; row < plate.format.rows; ++row)
    for (int column = 0; column < plate.format.columns; ++column)
      plate.wells.push_back({kPlateName, {row, column}});
  for (std::size_t well = 0; well < plate.wells.size(); ++well) {
    const WellPosition position = plate.wells[well].position;
    simulated.phenotypes.push_back(phenotype_of(settings, well));
    const Camera camera{light_of(settings, position, plate.format), settings.noise};
    for (int site = 1; site <= settings.sites; ++site) {
      RandomStream random = plate_stream(settings, PlateRandom::PICTURES,
                                         well * settings.sites + static_cast<std::uint64_t>(site - 1));
      const std::string name = std::to_string(site);
      plate.images.push_back({well, name,
                              std::string(kPlateName) + "_" + well_name(position) + "_s" + name + "_w1.tif",
                              draw_cells(simulated.phenotypes[well], camera, random)});
    }
  }
  simulate_readouts(settings, simulated);
  return simulated;
}

}  // namespace sim
