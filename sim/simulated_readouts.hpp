#pragma once

#include <vector>

#include "sim/plate_simulator.hpp"

namespace sim {

/// Purposes of a simulated plate's random numbers: each has its own streams.
enum class PlateRandom : std::uint64_t { PHENOTYPES, PICTURES, READOUTS, ANSWER };

RandomStream plate_stream(const PlateSettings& settings, PlateRandom purpose, std::uint64_t index);

bool at_edge(WellPosition position, const PlateFormat& format);

/// Fills in the readouts and which of them respond, for a plate that has its wells and phenotypes.
void simulate_readouts(const PlateSettings& settings, SimulatedPlate& simulated);

}  // namespace sim
