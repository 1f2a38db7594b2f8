#pragma once

#include <algorithm>
#include <set>
#include <unordered_map>
#include <vector>

#include "sweep/plan.hpp"
#include "sweep/trial_source.hpp"

namespace sweep {

/// Walks a plan: longest tail first, teachers before their students, and among trials of about equal length
/// one whose samples an idle rank already holds.
class PlanWalker : public TrialSource {
 public:
  /// Keeps references: grid and plan must outlive it.
  PlanWalker(const Grid& grid, const Plan& plan);

  std::optional<Assignment> next(std::span<const Rank> idle, double seconds_left = kForever) override;
  Verdict epoch(const EpochReport&) override { return Verdict::GO_ON; }
  std::vector<Cancellation> ended(Row row, TrialState state) override;
  void returned(Row row) override { ready_.insert(places_[row.value]); }
  void workers_left(int workers) override { workers_ = workers; }
  bool exhausted() const override { return ready_.empty() && waiting_ == 0; }

 private:
  using Place = std::size_t;  // in the plan's order

  int team_size(Row row) const { return std::min(plan_[row].team_size, workers_); }
  bool has_time(Row row, double seconds_left) const;

  const Grid& grid_;
  const Plan& plan_;
  std::vector<Place> places_;               // by row
  std::vector<std::vector<Row>> students_;  // by row: who waits for it
  std::vector<std::uint64_t> data_keys_;    // by row
  int workers_;
  std::set<Place> ready_;
  std::size_t waiting_ = 0;                      // for a teacher
  std::unordered_map<int, std::uint64_t> held_;  // by rank: the samples it made last
};

}  // namespace sweep
