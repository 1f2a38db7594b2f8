#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "results/figures/schedule.hpp"

namespace results {

/// The lines of a schedule while it is being filled.
class ScheduleLanes {
 public:
  /// So much may bars overlap: two clocks tell a trial's start and its length.
  static constexpr double kClockSeconds = 0.5;

  /// Puts a bar on a line of `rank` where nothing else is then; a new line if there is none. Bars come by
  /// rising begin.
  std::size_t place(int rank, double begin, double& end);
  /// Lines of ranks that are idle throughout, the lowest first, `rank` not among them; new ranks where there
  /// are too few.
  std::vector<std::size_t> idle(std::size_t count, int rank, double begin, double end);
  /// When the line's last bar before `begin` ended; nothing when there is none.
  std::optional<double> end_before(std::size_t lane, double begin) const;
  /// Lines by rank: where each of them is then.
  std::vector<std::size_t> order() const;

  const std::vector<Schedule::Lane>& lanes() const { return lanes_; }

 private:
  bool is_free(std::size_t lane, double begin, double end) const;
  std::size_t add(int rank, std::size_t beside);
  void fill(std::size_t lane, double begin, double end);

  std::vector<Schedule::Lane> lanes_;
  std::vector<std::map<double, double>> bars_;  // by line: begin to end
  std::map<int, std::vector<std::size_t>> by_rank_;
};

}  // namespace results
