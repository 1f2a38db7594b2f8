#pragma once

#include <cstdint>
#include <vector>

#include "sweep/ids.hpp"

namespace sweep {

/// The trials that run now, on how many ranks each, and when they will end as predicted.
class RunningTrials {
 public:
  explicit RunningTrials(std::size_t trials) : places_(trials, kNowhere) {}

  void start(Row row, double end_seconds, int team);
  /// Nothing where it does not run.
  void end(Row row);
  /// From `now_seconds` on, until so many ranks more than now are idle, if all goes as predicted.
  double seconds_until_idle(int more, double now_seconds) const;

 private:
  struct Running {
    Row row;
    double end_seconds;
    int team;
  };
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

  std::vector<Running> running_;       // in no order
  std::vector<std::uint32_t> places_;  // by row: in running_
};

}  // namespace sweep
