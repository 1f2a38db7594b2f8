#include "app/work_done.hpp"

#include <algorithm>

namespace app {

WorkDone::WorkDone(const sweep::Plan& plan) : plan_(plan) {
  for (const sweep::Row row : plan.order()) work_seconds_ += plan[row].seconds();
}

void WorkDone::epoch_ended(const sweep::EpochReport& report) {
  const sweep::PlannedTrial& trial = plan_[report.row];
  const auto epochs = static_cast<double>(std::max<std::int64_t>(trial.epochs, report.epoch + 1));
  const double before = report.epoch / epochs;
  const auto [at, first] = shares_.try_emplace(report.row.value, before);
  if (first) before_seconds_ += before * trial.seconds();
  const double share = (report.epoch + 1) / epochs;
  here_seconds_ += (share - at->second) * trial.seconds();
  at->second = share;
}

void WorkDone::trial_ended(sweep::Row row) {
  const auto at = shares_.find(row.value);
  here_seconds_ += (1 - (at == shares_.end() ? 0 : at->second)) * plan_[row].seconds();
  if (at != shares_.end()) shares_.erase(at);
}

double WorkDone::seconds_left(double elapsed_seconds) const {
  // An early guess from the plan, then from what was really reached.
  if (here_seconds_ <= 0) return plan_.lower_bound_seconds();
  const double left_seconds = std::max(0.0, work_seconds_ - before_seconds_ - here_seconds_);
  return elapsed_seconds * left_seconds / here_seconds_;
}

}  // namespace app
