#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "sweep/study.hpp"

namespace app {

/// Takes "STUDY [key=value…]" from a command's words. Throws sweep::InputError.
sweep::Study read_study(Arguments& arguments);

/// The same of a study file and its overrides.
sweep::Study read_study(const std::string& path, const std::vector<std::string>& overrides);

/// What read_study makes of a study as parsed from `where`: in one of wells, data.readout is a factor, for
/// `all` with every readout of the plate's table. Throws sweep::InputError.
sweep::Study with_readouts(sweep::Study study, const std::string& where);

}  // namespace app
