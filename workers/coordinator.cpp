#include "workers/coordinator.hpp"

#include <algorithm>
#include <thread>

namespace workers {
namespace {

constexpr std::chrono::milliseconds kPatience{100};
constexpr std::chrono::milliseconds kBetweenLooks{100};
constexpr std::chrono::microseconds kGathering{300};
constexpr std::size_t kWorthGathering = 8;  // trials that a worker has ahead
constexpr int kMostLettersAtOnce = 256;     // then idle workers are seen to
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
    read_letters();
    if (Clock::now() - looked_ > kBetweenLooks) look_after_ranks();
  }
}

void Coordinator::hand_out() {
  while (const auto assignment = dispatcher_.next(idle_)) give(*assignment);
  hand_out_ahead();
}

void Coordinator::hand_out_ahead() {
  for (const sweep::Rank rank : short_of_work_) {
    const std::size_t wanted = lookahead_[rank].trials();
    for (auto queue = busy_.find(rank); queue == busy_.end() || queue->second.size() < wanted;
         queue = busy_.find(rank)) {
      if (queue != busy_.end() && queue->second.front().team.size() > 1) break;
      const auto assignment = dispatcher_.next(std::span(&rank, 1));
      if (!assignment) break;
      give(*assignment);
    }
  }
  short_of_work_.clear();
}

void Coordinator::give(const sweep::Assignment& assignment) {
  const auto letter = encode(assignment);
  for (const sweep::Rank member : assignment.team) {
    std::erase(idle_, member);
    Queue& queue = busy_[member];
    if (queue.empty()) heard_[member] = Clock::now();
    queue.push_back(assignment);
    mailbox_.send(member.value, letter);
  }
}

void Coordinator::read_letters() {
  // Where trials are so short that workers have some ahead, letters are worth gathering: looking for each of
  // them would take the workers' time.
  const auto has_some_ahead = [](const auto& busy) { return busy.second.size() > kWorthGathering; };
  if (idle_.empty() && std::any_of(busy_.begin(), busy_.end(), has_some_ahead))
    std::this_thread::sleep_for(kGathering);
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
  heard_[rank] = Clock::now();
  if (std::holds_alternative<Ready>(message)) {
    const auto queue = busy_.find(rank);
    if (queue != busy_.end() && queue->second.front().team.size() == 1) return;  // more is on its way
    if (queue != busy_.end()) busy_.erase(queue);
    if (gone_.count(rank) == 0) idle_.push_back(rank);
  } else if (const auto* report = std::get_if<EpochReport>(&message)) {
    mailbox_.send(from, encode(Answer{dispatcher_.epoch(*report)}));
    progress_.epoch(*report);
  } else if (const auto* ended = std::get_if<Ended>(&message)) {
    take_off(rank, ended->row);
    note_pace(rank, *ended);
    if (dispatcher_.runs(ended->row)) dispatcher_.ended(*ended);
  } else if (const auto* put_down = std::get_if<PutDown>(&message)) {
    take_off(rank, put_down->row);
    lookahead_[rank].start_over();
    if (dispatcher_.runs(put_down->row)) dispatcher_.put_down(put_down->row);
  } else if (const auto* wanted = std::get_if<StopWanted>(&message)) {
    dispatcher_.stop(wanted->reason);
  }
}

void Coordinator::note_pace(sweep::Rank rank, const Ended& ended) {
  if (gone_.count(rank) > 0) return;
  Lookahead& lookahead = lookahead_[rank];
  if (ended.state == sweep::TrialState::FAILED) {
    lookahead.start_over();  // what the others will do had better be seen first
    return;
  }
  lookahead.ended_in(ended.seconds);
  const auto queue = busy_.find(rank);
  const std::size_t left = queue == busy_.end() ? 0 : queue->second.size();
  const bool wants_more = lookahead.trials() > 1 && left <= lookahead.trials() / 2;
  if (wants_more && (short_of_work_.empty() || short_of_work_.back() != rank)) short_of_work_.push_back(rank);
}

void Coordinator::take_off(sweep::Rank rank, sweep::Row row) {
  const auto queue = busy_.find(rank);
  if (queue == busy_.end() || queue->second.front().team.size() > 1) return;  // see Ready
  std::erase_if(queue->second, [row](const sweep::Assignment& given) { return given.row == row; });
  if (queue->second.empty()) busy_.erase(queue);
}

void Coordinator::stop_if_asked() {
  if (!dispatcher_.stopping()) {
    if (const auto reason = rules_.stop_wanted()) dispatcher_.stop(*reason);
  }
  if (!dispatcher_.stopping()) return;
  if (guards_.watchdog && !busy_.empty()) {
    const auto& [rank, queue] = *busy_.begin();
    guards_.watchdog->doing("waiting for rank " + std::to_string(rank.value) + " in " +
                            name_of(queue.front().row));
  }
  if (told_to_stop_) return;
  told_to_stop_ = true;
  const auto trains = [](const auto& busy) { return busy.second.front().team.front() == busy.first; };
  if (const auto trials = std::count_if(busy_.begin(), busy_.end(), trains); trials > 0) {
    progress_.note("stopping (" + dispatcher_.stop_reason() + "): " + std::to_string(trials) +
                   " running trials are checkpointed");
  }
  for (const auto& [rank, queue] : busy_) mailbox_.send(rank.value, encode(StopNow{}));
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

  for (const auto& [rank, queue] : busy_) {
    const double silent = std::chrono::duration<double>(looked_ - heard_[rank]).count();
    if (silent < kSecondToTheRankItself * guards_.silence_seconds) continue;
    throw RankLost("rank " + std::to_string(rank.value) + " has been silent for " +
                   std::to_string(static_cast<int>(silent)) + " s in " + name_of(queue.front().row));
  }
}

void Coordinator::bury(sweep::Rank rank) {
  gone_.insert(rank);
  std::erase(idle_, rank);
  dispatcher_.workers_left(static_cast<int>(--workers_));
  const std::string who = "rank " + std::to_string(rank.value) + " is gone";
  std::erase(short_of_work_, rank);
  Queue queue;
  if (const auto job = busy_.find(rank); job != busy_.end()) {
    queue = std::move(job->second);
    busy_.erase(job);
  }
  // It may have died after a record, before its report.
  while (!queue.empty() && settled(queue.front().row)) queue.pop_front();
  if (queue.empty()) {
    progress_.note(who + "; " + std::to_string(workers_) + " are left to train");
  } else if (queue.front().team.size() == 1) {
    progress_.note(who + ": " + name_of(queue.front().row) + " will be tried again; " +
                   std::to_string(workers_) + " are left to train");
    dispatcher_.lost(queue.front().row);
    queue.pop_front();
    for (const sweep::Assignment& ahead : queue) dispatcher_.put_down(ahead.row);
  } else {
    throw RankLost(who + " in the middle of " + name_of(queue.front().row) + ", and its team of " +
                   std::to_string(queue.front().team.size()) + " can't go on without it");
  }
  if (workers_ == 0) dispatcher_.stop("no rank is left to train");
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
  end.ranks_lost = !gone_.empty();
  const Leave leave{end.ranks_lost ? Leave::How::ALONE : Leave::How::TOGETHER};
  for (const sweep::Rank worker : idle_) mailbox_.send(worker.value, encode(leave));
  return end;
}

std::string Coordinator::name_of(sweep::Row row) const {
  return "trial " + grid_[row].id.hex() + " (row " + std::to_string(row.value) + ")";
}

}  // namespace workers
