#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/kubo.hpp"

namespace sim {

// How far a sample's (Δ, τ) is from the reference, as one percentage: the larger of |δΔ| and |δτ|, or √(δΔ² +
// δτ²).
enum class Difference { MAXIMUM, EUCLIDEAN };

struct PopulationSettings {
  Kubo reference = {4.47213595499957939, 2.0};  // √20 cm⁻¹, 2 ps
  std::optional<Kubo> second;  // a second component, the same in all samples; none, or Δ = 0
  std::int64_t samples_per_class = 1000;
  double threshold_percent = 10;  // Different beyond it
  double limit_percent = 50;      // Different up to it
  Difference difference = Difference::MAXIMUM;

  void validate() const;  // throws std::invalid_argument

  bool operator==(const PopulationSettings&) const = default;
};

// The samples of a study. Even samples are Same (label 0), uniform inside the threshold; odd ones are
// Different (label 1), uniform in the ring from the threshold to the limit. Each is a function of (key,
// index) alone.
class Population {
 public:
  static constexpr std::uint8_t same = 0;
  static constexpr std::uint8_t different = 1;

  Population(const PopulationSettings& settings, std::uint64_t key);

  std::int64_t size() const { return static_cast<std::int64_t>(kubos_.size()); }
  const Kubo& kubo(std::int64_t sample) const { return kubos_.at(sample); }
  // The sample's own component, then the second one where there is one.
  std::vector<Kubo> components(std::int64_t sample) const;
  std::vector<Kubo> reference_components() const;
  const std::vector<std::uint8_t>& labels() const { return labels_; }
  const PopulationSettings& settings() const { return settings_; }

  // The percent difference of any (Δ, τ) from the reference.
  double percent_difference(const Kubo& kubo) const;

 private:
  std::vector<Kubo> with_second(const Kubo& first) const;
  Kubo draw(std::uint64_t key, std::int64_t sample, std::uint8_t label) const;

  PopulationSettings settings_;
  std::vector<Kubo> kubos_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace sim
