#pragma once

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>
#include <vector>

#include "sweep/plan.hpp"
#include "sweep/resizing.hpp"
#include "sweep/running_trials.hpp"
#include "sweep/trial_source.hpp"

namespace sweep {

/// Seconds since any moment, always the same one.
using Clock = std::function<double()>;
double seconds_of_this_process();

/// Walks a plan in its order, teachers before their students, and keeps all ranks busy:
/// - among trials of about equal length, one whose samples an idle rank already holds comes first;
/// - where fewer trials are ready than ranks are idle, their teams grow, so that they end together;
/// - where all is late, a long trial gets a larger team than planned;
/// - a team that is too large for the idle ranks starts smaller where the plan's time allows for that; if
///   not, it waits for ranks that are busy now, and shorter trials fill the gap;
/// - running trials whose epochs tell that they were misjudged go on with other teams, and so does the one
///   that ends last, once nothing is left to start (resizing.hpp).
class PlanWalker : public TrialSource {
 public:
  /// Keeps a reference: the plan must outlive it.
  explicit PlanWalker(const Plan& plan, Clock clock = seconds_of_this_process);

  std::optional<Assignment> next(std::span<const Rank> idle, double seconds_left = kForever) override;
  std::optional<Row> to_resize(std::span<const Rank> idle) override;
  Verdict epoch(const EpochReport& report) override;
  /// A running trial will end sooner or later than predicted: so its epochs say.
  void will_end(Row row, double end_seconds) { running_.will_end(row, end_seconds); }
  std::vector<Cancellation> ended(Row row, TrialState state) override;
  void returned(Row row) override;
  void workers_left(int workers) override { workers_ = workers; }
  bool exhausted() const override { return ready_.empty() && waiting_ == 0; }

 private:
  using Place = std::uint32_t;  // in the plan's order
  using Ready = std::set<Place>;

  Row row_at(Place place) const { return plan_.order()[place]; }
  int planned_team(Row row) const { return std::min(plan_[row].team_size, workers_); }
  bool has_time(Row row, int team, double seconds_left) const;
  /// Whether it would end in the plan's time on a smaller team than planned, even if it takes longer than
  /// predicted.
  bool has_time_for_less(Row row, int team) const;
  /// The team that ends in the time that is left, however late everything is.
  int team_in_time(Row row) const;
  /// The team that takes its share of all idle ranks, where there are fewer ready trials than these.
  int grown_team(Row row, std::size_t idle) const;
  std::optional<Assignment> start(Ready::iterator place, std::span<const Rank> idle, int team,
                                  double seconds_left);
  std::optional<Assignment> fill_gap(Ready::iterator after, std::span<const Rank> idle, double seconds_left,
                                     double gap_seconds);
  /// The ready trial among the next ones that `like` may give way to, and the rank that holds its samples.
  std::pair<Ready::iterator, Rank> with_samples_at_hand(Ready::iterator like, std::span<const Rank> idle,
                                                        int team, double seconds_left) const;
  /// The data key of the samples it made last; 0: none.
  std::uint64_t held_by(Rank rank) const;
  void make_ready(Row row);
  /// A trial that goes on with another team: before all others, once its ranks are there.
  std::optional<Assignment> go_on(Row row, std::span<const Rank> idle, double seconds_left);
  /// Real times / predicted ones, of all trials that are known to be right or wrong.
  double bias() const;
  /// When all trials will have ended, if no team loses time.
  double end_seconds(double now_seconds, double bias) const;
  /// Whether what waits can do without idle ranks for a while.
  Resizing::Idle use_of_idle(const Resizing::Now& now) const;

  const Plan& plan_;
  Clock clock_;
  double begin_;
  int workers_;
  std::vector<Place> places_;                                     // by row
  std::unordered_map<std::uint32_t, std::vector<Row>> students_;  // by row: who waits for it
  Ready ready_;
  double left_seconds_ = 0;          // of all that has not started, on one rank each
  double ready_seconds_ = 0;         // what teams can divide of all that is ready
  std::size_t waiting_ = 0;          // for a teacher
  double ended_seconds_ = 0;         // that trials have taken which have ended on the team they began with
  double predicted_seconds_ = 0;     // for these
  std::vector<std::uint64_t> held_;  // by rank
  RunningTrials running_;
  Resizing resizing_;
  /// A trial that waits for ranks, until then if all goes as predicted.
  struct HeldUp {
    Row row;
    double until;
    int promises;  // left
  };
  std::optional<HeldUp> held_up_;
};

}  // namespace sweep
