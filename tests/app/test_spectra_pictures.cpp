#include "app/spectra_pictures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace app {
namespace {

/// A cube that takes a moment.
sim::SpectraConfig small() {
  sim::SpectraConfig config;
  config.cube = {.frequencies = 12,
                 .first_frequency_cm1 = 2110,
                 .frequency_step_cm1 = 6,
                 .pump_times = 12,
                 .pump_time_step_ps = 0.2,
                 .waiting_times = 4,
                 .waiting_time_step_ps = 2};
  config.sampling = sim::Sampling::full(config.cube);
  return config;
}

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::isfinite(value) ? std::abs(value) : INFINITY);
  return most;
}

TEST(SpectraPictures, AreInUnitsOfTheLargestCleanValue) {
  const results::SpectraPictures pictures = spectra_pictures(small());
  ASSERT_FALSE(pictures.spectra.empty());
  double most = 0;
  for (const auto& at : pictures.spectra) {
    EXPECT_EQ(at.clean.size(), pictures.pump_cm1.size() * pictures.probe_cm1.size());
    most = std::max(most, largest(at.clean));
  }
  EXPECT_NEAR(most, 1, 1e-12);
}

// Of few frequencies far apart only one may be bright: its neighbours make it an axis.
TEST(SpectraPictures, HaveTwoFrequenciesAtLeast) {
  sim::SpectraConfig config = small();
  config.cube.frequencies = 3;
  config.cube.first_frequency_cm1 = 1653;
  config.cube.frequency_step_cm1 = 500;
  config.sampling = sim::Sampling::full(config.cube);
  const results::SpectraPictures pictures = spectra_pictures(config);
  EXPECT_GE(pictures.probe_cm1.size(), 2U);
  EXPECT_GE(pictures.pump_cm1.size(), 2U);
}

TEST(SpectraPictures, OfNoSignalAreRefused) {
  sim::SpectraConfig config = small();
  config.physics.amplitude_01 = config.physics.amplitude_12 = 0;
  EXPECT_THROW(spectra_pictures(config), std::invalid_argument);
}

TEST(KeptTimes, KnowTheFullAxes) {
  sim::SpectraConfig config = small();
  config.sampling.pump_times = {0, 2};
  const results::KeptTimes kept = kept_times(config);
  EXPECT_EQ(kept.frequencies, 12U);
  EXPECT_EQ(kept.pump_times_ps.size(), 2U);
  EXPECT_NEAR(kept.longest_pump_time_ps, 2.2, 1e-12);
}

}  // namespace
}  // namespace app
