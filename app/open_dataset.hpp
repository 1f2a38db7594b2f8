#pragma once

#include <cstdint>

#include "workers/dataset_settings.hpp"

namespace app {

/// Opens what data.source names: the simulator, or a file of spectra. `seed` is the study's.
/// The returned function throws sweep::InputError when the file can't be used.
workers::OpenDataset dataset_opener(std::uint64_t seed);

}  // namespace app
