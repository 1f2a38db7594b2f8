#include "sim/physics.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

namespace sim {
namespace {

void require(bool good, const char* name, double value, const char* right) {
  if (!good)
    throw std::invalid_argument("physics: " + std::string(name) + " must be " + right + ", not " +
                                std::to_string(value));
}

}  // namespace

void Physics::validate() const {
  require(std::isfinite(w01_cm1), "w01", w01_cm1, "a finite number of cm-1");
  require(std::isfinite(anharmonicity_cm1), "anharmonicity", anharmonicity_cm1, "a finite number of cm-1");
  require(std::isfinite(amplitude_01), "amplitude_01", amplitude_01, "a finite number");
  require(std::isfinite(amplitude_12), "amplitude_12", amplitude_12, "a finite number");
  require(amplitude_01 != 0 || amplitude_12 != 0, "amplitude_01", amplitude_01,
          "other than 0 when amplitude_12 is 0 (there would be no signal)");
  require(lifetime_ps > 0, "lifetime", lifetime_ps, "a positive number of ps (or infinity)");
  require(dephasing_ps > 0, "dephasing", dephasing_ps, "a positive number of ps (or infinity)");
  require(std::isfinite(w_rot_cm1), "w_rot", w_rot_cm1, "a finite number of cm-1");
  require(t3_step_ps > 0 && std::isfinite(t3_step_ps), "t3_step", t3_step_ps, "a positive number of ps");
  require(tolerance >= 1e-15 && tolerance <= 1e-2, "tolerance", tolerance, "between 1e-15 and 1e-2");
}

}  // namespace sim
