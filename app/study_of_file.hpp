#pragma once

#include <string>

#include "results/header.hpp"
#include "sweep/study.hpp"

namespace app {

/// The study that a results file was made for, all of its grid. `path` names the file in messages. Throws
/// sweep::InputError.
sweep::Study study_of_file(const results::Header& header, const std::string& path);

}  // namespace app
