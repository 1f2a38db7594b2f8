#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "sim/dataset.hpp"
#include "sim/sampling.hpp"
#include "sim/spectra_dataset.hpp"
#include "sweep/settings.hpp"

namespace workers {

/// Opens the dataset that a trial's settings describe. Cheap: samples are made when they are asked for.
using OpenDataset = std::function<std::shared_ptr<sim::Dataset>(const sweep::Settings&)>;

/// The settings under data., cube. and physics. in the terms of sim/. Throws std::invalid_argument where they
/// don't fit.
sim::SpectraConfig spectra_config(const sweep::Settings& settings, std::uint64_t seed);

sim::Normalisation normalisation_of(const sweep::Settings& settings);

/// What a data.sampling level keeps of a spectrum. Throws std::invalid_argument.
sim::Sampling sampling_of(const sweep::Level& level, const sim::Axes& axes);

}  // namespace workers
