#pragma once

#include <compare>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

namespace sweep {

/// Who a trial is: a hash of its resolved settings. It stays the same when the study grows, shrinks or is
/// reordered.
struct TrialId {
  std::uint64_t value = 0;
  auto operator<=>(const TrialId&) const = default;

  /// 16 hex digits, as in the results file.
  std::string hex() const {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return text;
  }
};

/// Where a trial stands: its place in the grid, which is its row in the results file.
struct Row {
  std::uint32_t value = 0;
  auto operator<=>(const Row&) const = default;
};

/// A process, by its rank in the world communicator.
struct Rank {
  int value = 0;
  auto operator<=>(const Rank&) const = default;
};

}  // namespace sweep

template <>
struct std::hash<sweep::TrialId> {
  std::size_t operator()(sweep::TrialId id) const noexcept { return id.value; }
};
