#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sweep/trial_spec.hpp"

namespace sweep {

/// Finds trials of a list by their id, with 8 to 16 bytes per trial: a table of their places, probed from the
/// place that the id itself gives, which is a hash already.
class TrialIndex {
 public:
  /// The place of the trial of this id in `trials`, which holds all that were added, in their order.
  std::optional<Row> find(TrialId id, const std::vector<TrialSpec>& trials) const;
  /// Takes note of the last of `trials`, which no other one is equal to.
  void add_last(const std::vector<TrialSpec>& trials);
  /// Of all of them.
  static TrialIndex of(const std::vector<TrialSpec>& trials);

 private:
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};

  /// The slot that has the trial of this id, or is free for it.
  std::size_t slot_of(TrialId id, const std::vector<TrialSpec>& trials) const;
  void rebuild(std::size_t slots, const std::vector<TrialSpec>& trials);

  std::vector<std::uint32_t> slots_;  // a power of two of them, at most half of them in use
};

}  // namespace sweep
