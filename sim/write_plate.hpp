#pragma once

#include <string>

#include "sim/plate_simulator.hpp"

namespace sim {

/// Writes a plate as read_plate reads it, bit for bit: pictures named as MetaXpress does, readouts.csv and,
/// what no real plate has, truth.csv (readout, responds). The folder appears when all of it is written.
/// Throws std::invalid_argument where it exists already, std::runtime_error where it can't be written.
void write_plate(const std::string& folder, const SimulatedPlate& simulated);

}  // namespace sim
