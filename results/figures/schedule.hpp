#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "results/figures/figure_source.hpp"
#include "sweep/trial_record.hpp"

namespace results {

/// Which rank trained what when, from the records of trials that ended. Times are seconds on an axis on which
/// one run (incarnation) follows another: the time between them is cut out.
struct Schedule {
  struct Run {
    std::uint32_t incarnation = 0;
    double begin = 0;
    double end = 0;
    double start_time = 0;       // of its first trial: seconds since 1970, UTC
    double seconds_between = 0;  // since the run before it ended: what is cut out
  };
  /// A line: a rank, or what a rank seems to have done at the same time (files that were merged).
  struct Lane {
    int rank = 0;
    std::size_t beside = 0;  // 0: the rank's own
    double busy = 0;         // seconds
  };
  struct Bar {
    std::size_t lane = 0;
    double begin = 0;
    double end = 0;
    std::size_t architecture = 0;  // place in architectures
    sweep::TrialId trial;
    std::size_t run = 0;  // place in runs
    std::uint32_t team_size = 1;
    bool first_of_team = true;  // which other ranks a team has is not recorded: idle ones are taken for them
    bool failed = false;
    bool went_on = false;  // from a checkpoint of an earlier run: only its last part is drawn
  };
  /// A rank had nothing to do until a teacher ended, and then trained a student of it.
  struct Wait {
    std::size_t lane = 0;
    double begin = 0;
    double end = 0;
  };
  /// From a teacher's end to its student's begin.
  struct Link {
    std::size_t from_lane = 0;
    double from = 0;
    std::size_t to_lane = 0;
    double to = 0;
    bool waited_for = false;  // the student's rank had nothing else to do
  };

  static Schedule of(const FigureSource& source);

  double length() const { return runs.empty() ? 0 : runs.back().end; }
  /// Of all runs, without what is between them.
  double seconds() const;
  /// Share of `seconds` that a rank was training, by rank.
  std::vector<std::pair<int, double>> busy_by_rank() const;

  std::vector<std::string> architectures;  // in the order of the study file
  std::vector<Run> runs;
  std::vector<Lane> lanes;  // by rank
  std::vector<Bar> bars;
  std::vector<Wait> waits;
  std::vector<Link> links;
};

}  // namespace results
