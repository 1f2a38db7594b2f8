#pragma once

#include <vector>

#include "models/architectures.hpp"

namespace models {

// The networks of the cytokine study on pictures of wells, in the order in which people should see them.
std::vector<Architecture> well_architectures();

}  // namespace models
