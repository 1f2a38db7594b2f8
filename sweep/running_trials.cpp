#include "sweep/running_trials.hpp"

#include <algorithm>
#include <cmath>

namespace sweep {

void RunningTrials::start(Row row, double start_seconds, double end_seconds, int team) {
  end(row);
  places_[row.value] = static_cast<std::uint32_t>(running_.size());
  running_.push_back({row, start_seconds, end_seconds, team});
}

void RunningTrials::will_end(Row row, double end_seconds) {
  if (places_[row.value] != kNowhere) running_[places_[row.value]].end_seconds = end_seconds;
}

void RunningTrials::epoch_ended(Row row, int epoch, std::int64_t epochs, double now_seconds) {
  if (places_[row.value] == kNowhere) return;
  Running& trial = running_[places_[row.value]];
  if (trial.first_epoch < 0) {
    trial.first_epoch = epoch;
    trial.first_epoch_end_seconds = now_seconds;
  } else if (epoch > trial.first_epoch) {
    const double per_epoch = (now_seconds - trial.first_epoch_end_seconds) / (epoch - trial.first_epoch);
    const auto left = std::max<std::int64_t>(0, epochs - epoch - 1);
    trial.end_seconds = now_seconds + static_cast<double>(left) * per_epoch;
  }
}

const RunningTrials::Running* RunningTrials::find(Row row) const {
  return places_[row.value] == kNowhere ? nullptr : &running_[places_[row.value]];
}

void RunningTrials::end(Row row) {
  const std::uint32_t place = places_[row.value];
  if (place == kNowhere) return;
  running_[place] = running_.back();
  places_[running_[place].row.value] = place;
  running_.pop_back();
  places_[row.value] = kNowhere;
}

double RunningTrials::seconds_until_idle(int more, double now_seconds) const {
  std::vector<Running> next = running_;
  const auto later = [](const Running& a, const Running& b) { return a.end_seconds > b.end_seconds; };
  std::make_heap(next.begin(), next.end(), later);
  double wait_seconds = 0;
  while (more > 0 && !next.empty()) {
    // What is late already is as likely to take as long again.
    wait_seconds = std::max(wait_seconds, std::abs(next.front().end_seconds - now_seconds));
    more -= next.front().team;
    std::pop_heap(next.begin(), next.end(), later);
    next.pop_back();
  }
  return wait_seconds;
}

}  // namespace sweep
