#include <algorithm>
#include <cstdio>

#include "app/open_wells.hpp"
#include "app/simulate_data.hpp"
#include "sim/plate_simulator.hpp"
#include "sim/write_plate.hpp"

namespace app {

void simulate_wells(const sweep::Study& study, const sweep::Settings& settings, const std::string& out) {
  const sim::SimulatedPlate simulated = simulated_plate(settings, study.seed);
  sim::write_plate(out, simulated);
  std::printf(
      "%s: %zu images of %zu wells and %zu readouts -> %s (readouts.csv; truth.csv says which %td respond)\n",
      study.name.c_str(), simulated.plate.images.size(), simulated.plate.wells.size(),
      simulated.plate.readouts.size(), out.c_str(),
      std::count(simulated.responds.begin(), simulated.responds.end(), true));
}

}  // namespace app
