#pragma once

#include <optional>

#include "results/answers/spectra_pictures.hpp"
#include "sim/spectra_dataset.hpp"

namespace app {

/// The reference's absorptive spectra at no waiting time, about τ and about 3 τ, clean and with the noise of
/// sample 0. Throws std::invalid_argument for what can't be simulated.
results::SpectraPictures spectra_pictures(const sim::SpectraConfig& config);

results::KeptTimes kept_times(const sim::SpectraConfig& config);

}  // namespace app
