#pragma once

#include <string>

#include "results/figures/image_format.hpp"
#include "results/figures/spectra_shown.hpp"

namespace results {

/// The gnuplot script that draws it.
std::string spectra_script(const SpectraShown& shown, const std::string& out, ImageFormat format);

}  // namespace results
