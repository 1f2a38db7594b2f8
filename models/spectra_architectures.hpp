#pragma once

#include <vector>

#include "models/architectures.hpp"

namespace models {

// The networks of the report on two-dimensional spectra, in the order in which people should see them.
std::vector<Architecture> spectra_architectures();

}  // namespace models
