#include "workers/coordinator.hpp"

#include <algorithm>

namespace workers {
namespace {

constexpr std::chrono::milliseconds kPatience{100};
constexpr std::chrono::milliseconds kBetweenLooks{100};
// A rank that hangs by itself is ended by its own watchdog, which can say more: the coordinator comes second.
constexpr double kSecondToTheRankItself = 1.5;

}  // namespace

Coordinator::Coordinator(comm::Communicator world, const sweep::Grid& grid, sweep::TrialSource& source,
                         sweep::RecordStore& store, const RunRules& rules, const Progress& progress,
                         Guards guards)
    : world_(world),
      mailbox_(world),
      grid_(grid),
      store_(store),
      rules_(rules),
      progress_(progress),
      guards_(guards),
      dispatcher_(grid, source, store, rules, progress),
      workers_(static_cast<std::size_t>(world.size()) - 1) {}

RunEnd Coordinator::run() {
  while (true) {
    guards_.beat();
    stop_if_asked();
    hand_out();
    if (dispatcher_.running() == 0 && idle_.size() == workers_) return send_home();
    if (const auto letter = mailbox_.wait(kPatience)) {
      handle(letter->from, decode(letter->bytes));
    } else {
      progress_.idle();
    }
    if (Clock::now() - looked_ > kBetweenLooks) look_after_ranks();
  }
}

void Coordinator::hand_out() {
  while (auto assignment = dispatcher_.next(idle_)) {
    const auto letter = encode(*assignment);
    for (const sweep::Rank member : assignment->team) {
      std::erase(idle_, member);
      busy_[member] = *assignment;
      heard_[member] = Clock::now();
      mailbox_.send(member.value, letter);
    }
  }
}

void Coordinator::handle(int from, const Message& message) {
  const sweep::Rank rank{from};
  heard_[rank] = Clock::now();
  if (std::holds_alternative<Ready>(message)) {
    busy_.erase(rank);
    if (gone_.count(rank) == 0) idle_.push_back(rank);
  } else if (const auto* report = std::get_if<EpochReport>(&message)) {
    mailbox_.send(from, encode(Answer{dispatcher_.epoch(*report)}));
    progress_.epoch(*report);
  } else if (const auto* ended = std::get_if<Ended>(&message)) {
    if (dispatcher_.runs(ended->row)) dispatcher_.ended(*ended);
  } else if (const auto* put_down = std::get_if<PutDown>(&message)) {
    if (dispatcher_.runs(put_down->row)) dispatcher_.put_down(put_down->row);
  } else if (const auto* wanted = std::get_if<StopWanted>(&message)) {
    dispatcher_.stop(wanted->reason);
  }
}

void Coordinator::stop_if_asked() {
  if (!dispatcher_.stopping()) {
    if (const auto reason = rules_.stop_wanted()) dispatcher_.stop(*reason);
  }
  if (!dispatcher_.stopping()) return;
  if (guards_.watchdog && !busy_.empty()) {
    const auto& [rank, assignment] = *busy_.begin();
    guards_.watchdog->doing("waiting for rank " + std::to_string(rank.value) + " in " +
                            name_of(assignment.row));
  }
  if (told_to_stop_) return;
  told_to_stop_ = true;
  if (dispatcher_.running() > 0) {
    progress_.note("stopping (" + dispatcher_.stop_reason() + "): " + std::to_string(dispatcher_.running()) +
                   " running trials are checkpointed");
  }
  for (const auto& [rank, assignment] : busy_) mailbox_.send(rank.value, encode(StopNow{}));
}

void Coordinator::look_after_ranks() {
  looked_ = Clock::now();
  if (!guards_.lifeline) return;
  const std::vector<int> lost = guards_.lifeline->newly_lost();
  // What a rank said before it died counts: its last record may be durable.
  while (!lost.empty()) {
    const auto letter = mailbox_.look();
    if (!letter) break;
    handle(letter->from, decode(letter->bytes));
  }
  for (const int rank : lost) bury(sweep::Rank{rank});

  for (const auto& [rank, assignment] : busy_) {
    const double silent = std::chrono::duration<double>(looked_ - heard_[rank]).count();
    if (silent < kSecondToTheRankItself * guards_.silence_seconds) continue;
    throw RankLost("rank " + std::to_string(rank.value) + " has been silent for " +
                   std::to_string(static_cast<int>(silent)) + " s in " + name_of(assignment.row));
  }
}

void Coordinator::bury(sweep::Rank rank) {
  gone_.insert(rank);
  std::erase(idle_, rank);
  dispatcher_.workers_left(static_cast<int>(--workers_));
  const std::string who = "rank " + std::to_string(rank.value) + " is gone";
  const auto job = busy_.find(rank);
  if (job == busy_.end() || !dispatcher_.runs(job->second.row)) {
    progress_.note(who + "; " + std::to_string(workers_) + " are left to train");
  } else if (const sweep::TrialState state = store_.state(job->second.row);
             state == sweep::TrialState::COMPLETE || state == sweep::TrialState::PRUNED) {
    dispatcher_.ended({job->second.row, state, 0, ""});  // it died after its record, before its report
  } else if (job->second.team.size() == 1) {
    progress_.note(who + ": " + name_of(job->second.row) + " will be tried again; " +
                   std::to_string(workers_) + " are left to train");
    dispatcher_.lost(job->second.row);
  } else {
    throw RankLost(who + " in the middle of " + name_of(job->second.row) + ", and its team of " +
                   std::to_string(job->second.team.size()) + " can't go on without it");
  }
  busy_.erase(rank);
  if (workers_ == 0) dispatcher_.stop("no rank is left to train");
}

RunEnd Coordinator::send_home() {
  RunEnd end = dispatcher_.end();
  end.ranks_lost = !gone_.empty();
  const Leave leave{end.ranks_lost ? Leave::How::ALONE : Leave::How::TOGETHER};
  for (const sweep::Rank worker : idle_) mailbox_.send(worker.value, encode(leave));
  return end;
}

std::string Coordinator::name_of(sweep::Row row) const {
  return "trial " + grid_[row].id.hex() + " (row " + std::to_string(row.value) + ")";
}

}  // namespace workers
