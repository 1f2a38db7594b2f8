#pragma once

#include <span>
#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// Trials packed into the time of the workers, as parcels into bins: the longest first, each as late as its
/// end allows and where the least time of ranks is lost to waiting for each other (best fit decreasing).
/// Where each rank has two or three trials this finds schedules that no order finds in which ranks take what
/// comes next.
class Packing {
 public:
  /// Of trials that wait for no other, with the teams that they have. Keeps a reference to `trials`.
  Packing(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, int workers);

  /// To be called when the teams of these trials have changed.
  void teams_changed(std::span<const Row> rows);
  /// The seconds, times ranks, of trials that find no place before `end_seconds`; 0: all do. Those of some of
  /// them as soon as they are more than `enough_seconds`.
  double left_over(double end_seconds, double enough_seconds);
  /// The trials by when they start if all end by `end_seconds`; those that failed before come last all the
  /// same.
  std::vector<Row> order(double end_seconds);

 private:
  struct Parcel {
    double seconds;
    int team;
    Row row;

    bool operator<(const Parcel& other) const;
  };
  /// Ranks that become idle together.
  struct Idle {
    double from_seconds;
    int ranks;
  };

  Parcel parcel(Row row) const;
  /// Takes ranks for it, and returns from when on; kForever where there are none.
  double place(const Parcel& parcel, double end_seconds);

  const std::vector<PlannedTrial>& trials_;
  int workers_;
  std::vector<Parcel> parcels_;  // the longest first
  std::vector<Idle> idle_;       // the first first

  // Of teams_changed(), which is called a million times.
  std::vector<char> is_changed_;  // by row
  std::vector<Parcel> changed_;
  std::vector<Parcel> others_;
};

}  // namespace sweep
