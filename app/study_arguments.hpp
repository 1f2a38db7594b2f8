#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "sweep/study.hpp"

namespace app {

/// Takes "STUDY [key=value…]" from a command's words. In a study of wells, data.readout: all becomes a factor
/// with every readout of the plate's table. Throws sweep::InputError.
sweep::Study read_study(Arguments& arguments);

/// The same of a study file and its overrides.
sweep::Study read_study(const std::string& path, const std::vector<std::string>& overrides);

}  // namespace app
