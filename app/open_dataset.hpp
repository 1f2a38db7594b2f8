#pragma once

#include <cstdint>

#include "workers/dataset_settings.hpp"

namespace app {

/// Opens what data.source names: a simulator, a file of spectra, or a folder of well images with its table.
/// `seed` is the study's. The returned function throws sweep::InputError when files can't be used.
workers::OpenDataset dataset_opener(std::uint64_t seed);

}  // namespace app
