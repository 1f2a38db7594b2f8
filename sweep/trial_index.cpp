#include "sweep/trial_index.hpp"

#include <algorithm>
#include <bit>

namespace sweep {

std::optional<Row> TrialIndex::find(TrialId id, const std::vector<TrialSpec>& trials) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t place = slots_[slot_of(id, trials)];
  return place == kFree ? std::nullopt : std::optional(Row{place});
}

void TrialIndex::add_last(const std::vector<TrialSpec>& trials) {
  if (slots_.size() < 2 * trials.size()) {
    rebuild(std::bit_ceil(std::max<std::size_t>(16, 2 * trials.size())), trials);
  } else {
    slots_[slot_of(trials.back().id, trials)] = static_cast<std::uint32_t>(trials.size() - 1);
  }
}

TrialIndex TrialIndex::of(const std::vector<TrialSpec>& trials) {
  TrialIndex index;
  index.rebuild(std::bit_ceil(std::max<std::size_t>(16, 2 * trials.size())), trials);
  return index;
}

std::size_t TrialIndex::slot_of(TrialId id, const std::vector<TrialSpec>& trials) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = id.value & mask;
  while (slots_[slot] != kFree && trials[slots_[slot]].id != id) slot = (slot + 1) & mask;
  return slot;
}

void TrialIndex::rebuild(std::size_t slots, const std::vector<TrialSpec>& trials) {
  slots_.assign(slots, kFree);
  for (std::uint32_t i = 0; i < trials.size(); ++i) slots_[slot_of(trials[i].id, trials)] = i;
}

}  // namespace sweep
