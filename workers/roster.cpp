#include "workers/roster.hpp"

#include <algorithm>
#include <utility>

namespace workers {
namespace {

bool trains_alone(const Roster::Queue& queue) { return queue.front().team.size() == 1; }

}  // namespace

void Roster::given(const sweep::Assignment& assignment) {
  for (const sweep::Rank member : assignment.team) {
    std::erase(idle_, member);
    Queue& queue = busy_[member];
    if (queue.empty()) heard(member);
    queue.push_back(assignment);
    ++out_;
  }
}

void Roster::ready(sweep::Rank rank) {
  if (gone_.contains(rank)) return;
  if (const auto queue = busy_.find(rank); queue != busy_.end()) {
    // It said so before it got what it was given ahead, and will say so again.
    if (trains_alone(queue->second)) return;
    out_ -= queue->second.size();
    busy_.erase(queue);
  }
  idle_.push_back(rank);
}

void Roster::ended(sweep::Rank rank, const Ended& ended) {
  if (gone_.contains(rank)) return;
  take_off(rank, ended.row);
  Lookahead& lookahead = lookahead_[rank];
  if (ended.state == sweep::TrialState::FAILED) {
    lookahead.start_over();  // others may fail as well: let that be seen before they start
    return;
  }
  lookahead.ended_in(ended.seconds);
  const std::size_t room = room_ahead(rank);
  if (lookahead.trials() == 1 || room < (lookahead.trials() + 1) / 2) return;
  if (short_of_work_.empty() || short_of_work_.back() != rank) short_of_work_.push_back(rank);
}

void Roster::put_down(sweep::Rank rank, sweep::Row row) {
  take_off(rank, row);
  lookahead_[rank].start_over();
}

void Roster::take_off(sweep::Rank rank, sweep::Row row) {
  const auto queue = busy_.find(rank);
  if (queue == busy_.end() || !trains_alone(queue->second)) return;
  out_ -= std::erase_if(queue->second, [row](const sweep::Assignment& given) { return given.row == row; });
  if (queue->second.empty()) busy_.erase(queue);
}

Roster::Queue Roster::gone(sweep::Rank rank) {
  gone_.insert(rank);
  --workers_;
  std::erase(idle_, rank);
  std::erase(short_of_work_, rank);
  auto had = busy_.extract(rank);
  if (!had) return {};
  out_ -= had.mapped().size();
  return std::move(had.mapped());
}

double Roster::silent_seconds(sweep::Rank rank) const {
  return std::chrono::duration<double>(Clock::now() - heard_.at(rank)).count();
}

std::vector<sweep::Rank> Roster::take_short_of_work() {
  std::sort(short_of_work_.begin(), short_of_work_.end());
  short_of_work_.erase(std::unique(short_of_work_.begin(), short_of_work_.end()), short_of_work_.end());
  return std::exchange(short_of_work_, {});
}

std::size_t Roster::room_ahead(sweep::Rank rank) const {
  const auto lookahead = lookahead_.find(rank);
  const std::size_t wanted = lookahead == lookahead_.end() ? 1 : lookahead->second.trials();
  const auto queue = busy_.find(rank);
  if (queue == busy_.end()) return wanted;
  if (!trains_alone(queue->second)) return 0;
  return wanted - std::min(wanted, queue->second.size());
}

}  // namespace workers
