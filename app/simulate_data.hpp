#pragma once

#include <string>

#include "sweep/settings.hpp"
#include "sweep/study.hpp"

namespace app {

/// Write the data that these settings describe to `out`, which is not there yet: an HDF5 file of spectra, or
/// a folder of well images with their tables. It appears whole or not at all.
void simulate_spectra(const sweep::Study& study, const sweep::Settings& settings, const std::string& out);
void simulate_wells(const sweep::Study& study, const sweep::Settings& settings, const std::string& out);

}  // namespace app
