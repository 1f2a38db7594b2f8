#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "sweep/columns.hpp"
#include "sweep/combination_hash.hpp"

namespace sweep {

/// Who the trials at the places of some columns are: Settings::id of their settings, millions a second.
class TrialIdentities {
 public:
  /// Keeps a reference; columns that are appended later make no difference to trials of before.
  TrialIdentities(std::uint64_t seed, const Columns& columns) : seed_(seed), columns_(columns) {}

  TrialId of(Columns::Places places);
  /// Of the teacher that a distilled trial at these places needs.
  TrialId teacher_of(Columns::Places places);

 private:
  using Hashes = std::map<std::pair<std::size_t, std::uint32_t>, CombinationHash>;  // by base and level

  /// With these settings as the base, and the settings `held` there.
  CombinationHash hash(const Settings& base, const std::set<std::string_view>& held) const;

  std::uint64_t seed_;
  const Columns& columns_;
  Hashes trials_;    // by base and architecture: it decides which settings count
  Hashes teachers_;  // by base and distill.teacher_sampling
};

}  // namespace sweep
