#pragma once

#include <vector>

#include "sim/information.hpp"

namespace sim {

// What is left of a Fisher matrix for its first two parameters after all others have been estimated from the
// same data: the Schur complement, in the limit of no prior knowledge. Directions of the others that the data
// say nothing about change nothing.
Information after_estimating_the_rest(std::vector<std::vector<double>> matrix);

}  // namespace sim
