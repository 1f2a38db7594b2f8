#pragma once

#include <string>
#include <vector>

namespace sim {

/// Fifty readouts of a real kind, with the awkward names that real tables have.
const std::vector<std::string>& cytokine_names();

}  // namespace sim
