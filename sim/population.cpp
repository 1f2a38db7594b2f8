#include "sim/population.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "sim/random_stream.hpp"

namespace sim {

void PopulationSettings::validate() const {
  reference.validate();
  if (!(reference.delta_cm1 > 0))
    throw std::invalid_argument(
        "population: the reference delta must be positive; percent differences refer to it");
  if (second) second->validate();
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  if (samples_per_class < 1 || samples_per_class > most)
    throw std::invalid_argument("population: samples_per_class must be between 1 and " +
                                std::to_string(most) + ", not " + std::to_string(samples_per_class));
  if (!(threshold_percent > 0))
    throw std::invalid_argument("population: threshold must be a positive percentage, not " +
                                std::to_string(threshold_percent));
  if (!(limit_percent > threshold_percent && limit_percent < 100))
    throw std::invalid_argument("population: limit must be above the threshold (" +
                                std::to_string(threshold_percent) + " %) and below 100 %, not " +
                                std::to_string(limit_percent));
}

Population::Population(const PopulationSettings& settings, std::uint64_t key) : settings_(settings) {
  settings_.validate();
  const std::int64_t samples = 2 * settings_.samples_per_class;
  kubos_.reserve(samples);
  labels_.reserve(samples);
  for (std::int64_t i = 0; i < samples; ++i) {
    labels_.push_back(i % 2 == 0 ? same : different);
    kubos_.push_back(draw(key, i, labels_.back()));
  }
}

double Population::percent_difference(const Kubo& kubo) const {
  const double d = 100 * std::abs(kubo.delta_cm1 / settings_.reference.delta_cm1 - 1);
  const double t = 100 * std::abs(kubo.tau_ps / settings_.reference.tau_ps - 1);
  return settings_.difference == Difference::MAXIMUM ? std::max(d, t) : std::hypot(d, t);
}

Kubo Population::draw(std::uint64_t key, std::int64_t sample, std::uint8_t label) const {
  RandomStream random(key, static_cast<std::uint64_t>(sample));
  const double outer = label == same ? settings_.threshold_percent : settings_.limit_percent;
  // Drawn in the square around the region until it hits: uniform in the region for either reading of the
  // difference.
  for (;;) {
    const double delta = settings_.reference.delta_cm1 * (1 + random.uniform(-outer, outer) / 100);
    const double tau = settings_.reference.tau_ps * (1 + random.uniform(-outer, outer) / 100);
    const Kubo kubo = {delta, tau};
    const double percent = percent_difference(kubo);
    const bool beyond = percent > settings_.threshold_percent;
    if (percent <= outer && beyond == (label == different)) return kubo;
  }
}

std::vector<Kubo> Population::with_second(const Kubo& first) const {
  if (settings_.second) return {first, *settings_.second};
  return {first};
}

std::vector<Kubo> Population::components(std::int64_t sample) const { return with_second(kubo(sample)); }

std::vector<Kubo> Population::reference_components() const { return with_second(settings_.reference); }

}  // namespace sim
