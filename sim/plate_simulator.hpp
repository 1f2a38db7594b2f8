#pragma once

#include <cstdint>
#include <vector>

#include "sim/cell_picture.hpp"
#include "sim/plate.hpp"

namespace sim {

struct PlateSettings {
  int wells = 96;            // 96, 384 or 1536
  int sites = 1;             // pictures of each well
  int readouts = 50;         // the last of them constant, the last but one nearly empty
  int responding = 20;       // how many of them follow the pictures
  double effect = 1;         // how strongly: 0 not at all, 1 clearly
  double noise = 1;          // of the camera and of responding readouts
  double edge_effect = 0.2;  // how much light wells at the plate's edge lack, of 1
  double missing = 0.03;     // share of empty cells in the table
  double treated =
      0.5;  // share of wells with a stimulus (as Con A), whose cells are more, larger, brighter, clumped
  std::uint64_t key = 0;  // of all random numbers

  /// Throws std::invalid_argument that names the setting.
  void validate() const;
};

/// A plate with a known answer.
struct SimulatedPlate {
  Plate plate;
  std::vector<bool> responds;         // by readout: it follows the pictures
  std::vector<Phenotype> phenotypes;  // by well: what the pictures and responding readouts follow
};

/// The same plate for the same settings, anywhere.
SimulatedPlate simulate_plate(const PlateSettings& settings);

}  // namespace sim
