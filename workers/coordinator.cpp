#include "workers/coordinator.hpp"

#include <algorithm>
#include <thread>

namespace workers {
namespace {

constexpr std::chrono::milliseconds kPatience{100};
constexpr std::chrono::milliseconds kBetweenLooks{100};
// Where workers have trials ahead, letters are gathered: to look for each would take the workers' time.
constexpr std::chrono::microseconds kGathering{300};
constexpr int kMostLettersAtOnce = 256;  // then idle workers are seen to
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
      roster_(world.size() - 1) {}

RunEnd Coordinator::run() {
  while (true) {
    guards_.beat();
    stop_if_asked();
    hand_out();
    if (dispatcher_.running() == 0 && roster_.all_are_idle()) return send_home();
    read_letters();
    if (Clock::now() - looked_ > kBetweenLooks) look_after_ranks();
  }
}

void Coordinator::hand_out() {
  if (const auto running = dispatcher_.to_resize(roster_.idle()))
    mailbox_.send(running->team.front().value, encode(LeaveTrial{running->row}));
  while (const auto assignment = dispatcher_.next(roster_.idle())) give(*assignment);
  for (const sweep::Rank rank : roster_.take_short_of_work()) {
    for (std::size_t room = roster_.room_ahead(rank); room > 0; --room) {
      const auto assignment = dispatcher_.next(std::span(&rank, 1));
      if (!assignment) break;
      give(*assignment);
    }
  }
}

void Coordinator::give(const sweep::Assignment& assignment) {
  roster_.given(assignment);
  const auto letter = encode(assignment);
  for (const sweep::Rank member : assignment.team) mailbox_.send(member.value, letter);
}

void Coordinator::read_letters() {
  if (roster_.works_ahead()) std::this_thread::sleep_for(kGathering);
  auto letter = mailbox_.wait(kPatience);
  if (!letter) progress_.idle();
  for (int read = 1; letter; ++read) {
    handle(letter->from, decode(letter->bytes));
    if (read == kMostLettersAtOnce) return;
    letter = mailbox_.look();
  }
}

void Coordinator::handle(int from, const Message& message) {
  const sweep::Rank rank{from};
  roster_.heard(rank);
  if (std::holds_alternative<Ready>(message)) {
    roster_.ready(rank);
  } else if (const auto* report = std::get_if<EpochReport>(&message)) {
    mailbox_.send(from, encode(Answer{dispatcher_.epoch(*report)}));
    progress_.epoch(*report);
  } else if (const auto* ended = std::get_if<Ended>(&message)) {
    roster_.ended(rank, *ended);
    if (dispatcher_.runs(ended->row)) dispatcher_.ended(*ended);
  } else if (const auto* put_down = std::get_if<PutDown>(&message)) {
    roster_.put_down(rank, put_down->row);
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
  if (guards_.watchdog && !roster_.busy().empty()) {
    const auto& [rank, queue] = *roster_.busy().begin();
    guards_.watchdog->doing("waiting for rank " + std::to_string(rank.value) + " in " +
                            name_of(queue.front().row));
  }
  if (told_to_stop_) return;
  told_to_stop_ = true;
  const auto trains = [](const auto& busy) { return busy.second.front().team.front() == busy.first; };
  if (const auto trials = std::count_if(roster_.busy().begin(), roster_.busy().end(), trains); trials > 0) {
    progress_.note("stopping (" + dispatcher_.stop_reason() + "): " + std::to_string(trials) +
                   " running trials are checkpointed");
  }
  for (const auto& [rank, queue] : roster_.busy()) mailbox_.send(rank.value, encode(StopNow{}));
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

  for (const auto& [rank, queue] : roster_.busy()) {
    const double silent = roster_.silent_seconds(rank);
    if (silent < kSecondToTheRankItself * guards_.silence_seconds) continue;
    throw RankLost("rank " + std::to_string(rank.value) + " has been silent for " +
                   std::to_string(static_cast<int>(silent)) + " s in " + name_of(queue.front().row));
  }
}

void Coordinator::bury(sweep::Rank rank) {
  Roster::Queue queue = roster_.gone(rank);
  dispatcher_.workers_left(static_cast<int>(roster_.workers()));
  const std::string who = "rank " + std::to_string(rank.value) + " is gone";
  const std::string left = std::to_string(roster_.workers()) + " are left to train";
  // It may have died after a record, before its report.
  while (!queue.empty() && settled(queue.front().row)) queue.pop_front();
  if (queue.empty()) {
    progress_.note(who + "; " + left);
  } else if (queue.front().team.size() == 1) {
    progress_.note(who + ": " + name_of(queue.front().row) + " will be tried again; " + left);
    dispatcher_.lost(queue.front().row);
    queue.pop_front();
    for (const sweep::Assignment& ahead : queue) dispatcher_.put_down(ahead.row);
  } else {
    throw RankLost(who + " in the middle of " + name_of(queue.front().row) + ", and its team of " +
                   std::to_string(queue.front().team.size()) + " can't go on without it");
  }
  if (roster_.workers() == 0) dispatcher_.stop("no rank is left to train");
}

bool Coordinator::settled(sweep::Row row) {
  if (!dispatcher_.runs(row)) return true;
  const sweep::TrialState state = store_.state(row);
  if (state != sweep::TrialState::COMPLETE && state != sweep::TrialState::PRUNED) return false;
  dispatcher_.ended({row, state, 0, ""});
  return true;
}

RunEnd Coordinator::send_home() {
  RunEnd end = dispatcher_.end();
  end.ranks_lost = roster_.has_lost_any();
  const Leave leave{end.ranks_lost ? Leave::How::ALONE : Leave::How::TOGETHER};
  for (const sweep::Rank worker : roster_.idle()) mailbox_.send(worker.value, encode(leave));
  return end;
}

std::string Coordinator::name_of(sweep::Row row) const {
  return "trial " + grid_[row].id.hex() + " (row " + std::to_string(row.value) + ")";
}

}  // namespace workers
