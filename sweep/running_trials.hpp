#pragma once

#include <cstdint>
#include <vector>

#include "sweep/ids.hpp"

namespace sweep {

/// The trials that run now, on how many ranks each, and when they will end as predicted.
class RunningTrials {
 public:
  explicit RunningTrials(std::size_t trials) : places_(trials, kNowhere) {}

  struct Running {
    Row row;
    double start_seconds;
    double end_seconds;  // as predicted, by what is known now
    int team;
    double predicted_end_seconds = end_seconds;  // by what was known when it started
    int first_epoch = -1;                        // that ended on this team; -1: none yet
    double first_epoch_end_seconds = 0;
  };

  void start(Row row, double start_seconds, double end_seconds, int team);
  /// It will end sooner or later than was thought; nothing where it does not run.
  void will_end(Row row, double end_seconds);
  /// Nothing where it does not run.
  void end(Row row);
  /// From `now_seconds` on, until so many ranks more than now are idle, if all goes as predicted.
  double seconds_until_idle(int more, double now_seconds) const;
  /// In no order.
  const std::vector<Running>& all() const { return running_; }
  /// An epoch of so many (counted from 0) has ended: from its second epoch on, a trial ends when it will at
  /// this pace. Nothing where it does not run.
  void epoch_ended(Row row, int epoch, std::int64_t epochs, double now_seconds);
  /// Nothing where it does not run.
  const Running* find(Row row) const;

 private:
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

  std::vector<Running> running_;
  std::vector<std::uint32_t> places_;  // by row: in running_
};

}  // namespace sweep
