#pragma once

#include "results/header.hpp"

namespace app {

/// The commit and the library versions that this program was built with.
results::Provenance provenance();

}  // namespace app
