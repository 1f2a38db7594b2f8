#include "workers/worker.hpp"

#include <stdexcept>

#include "workers/lookahead.hpp"

namespace workers {
namespace {

constexpr std::chrono::milliseconds kPatience{100};
constexpr std::chrono::seconds kBetweenPulses{2};
// Several times as long as what was given ahead should take.
constexpr std::chrono::milliseconds kLongestWait{20};
static_assert(kLongestWait > std::chrono::duration<double>(3 * Lookahead::kSeconds));

Ended end_of(sweep::Row row, const TrialResult& result, double seconds) {
  return {row,
          result.record.state,
          static_cast<float>(result.record.metrics[sweep::Metric::TEST_ACCURACY]),
          result.record.message,
          result.cause,
          static_cast<float>(seconds)};
}

}  // namespace

Worker::Worker(comm::Communicator world, TrialTraining training, sweep::RecordStore& store,
               std::function<std::optional<std::string>()> stop_wanted, Guards guards, c10::Device device)
    : world_(world),
      mailbox_(world),
      training_(std::move(training)),
      store_(store),
      stop_wanted_(std::move(stop_wanted)),
      guards_(guards),
      device_(device) {}

Leave Worker::run() {
  while (true) {
    if (ahead_.empty()) {
      if (guards_.watchdog) guards_.watchdog->doing("waiting for a trial");
      send(Ready{});
      listen([this] { return !ahead_.empty() || leave_; });
    }
    if (leave_) break;
    const Assignment next = std::move(ahead_.front().assignment);
    ahead_.pop_front();
    in_training_ = next.row;
    train(next);
    in_training_.reset();
    show_life();
    read_letters();
    hand_back_what_waits();
  }
  if (leave_->how != Leave::How::ALONE) {
    for (const auto& [members, team] : teams_) team.close();  // in the same order everywhere
  }
  return *leave_;
}

void Worker::train(const Assignment& assignment) {
  if (guards_.watchdog) guards_.watchdog->doing("trial in row " + std::to_string(assignment.row.value));
  const RankTeam& team = team_of(assignment.team);
  const auto after_epoch = [&](const EpochReport& report) { return verdict_on(report); };
  const auto begin = Clock::now();
  TrialResult result;
  try {
    result = training_.train(assignment, team, after_epoch);
  } catch (const Interrupted&) {
    if (team.is_first()) send(PutDown{assignment.row});
    return;
  } catch (const std::exception& error) {
    // Neither a failure of the trial nor a stop: the members no longer agree, and nothing but ending the job
    // keeps them from hanging.
    throw std::runtime_error("rank " + std::to_string(world_.rank()) + ", member " +
                             std::to_string(team.rank()) + " of a team of " + std::to_string(team.size()) +
                             ", trial in row " + std::to_string(assignment.row.value) + ": " + error.what());
  }
  if (!team.is_first()) return;
  // A rank that was cut off may have been given up, and its trial be another's by now.
  if (guards_.lifeline && guards_.lifeline->peer_lost()) throw std::runtime_error("the coordinator is gone");
  store_.write(assignment.row, result.record);
  training_.recorded(assignment.row);
  send(end_of(assignment.row, result, std::chrono::duration<double>(Clock::now() - begin).count()));
}

const RankTeam& Worker::team_of(const std::vector<sweep::Rank>& members) {
  const auto found = teams_.find(members);
  if (found != teams_.end()) return found->second;
  const auto stop_asked = [this] { return this->stop_asked(); };
  if (members.size() == 1) {
    return teams_.emplace(members, RankTeam(comm::Communicator::self(), members.front(), stop_asked))
        .first->second;
  }
  std::vector<int> ranks;
  for (const sweep::Rank member : members) ranks.push_back(member.value);
  const Watchdog::Waiting waiting(guards_.watchdog);
  const comm::Communicator team = world_.subgroup(ranks);
  return teams_
      .emplace(members,
               RankTeam(team, members.front(), stop_asked, guards_.watchdog, make_reducer(team, device_)))
      .first->second;
}

void Worker::send(const Message& message) {
  mailbox_.send(0, encode(message));
  sent_ = Clock::now();
}

sweep::Verdict Worker::verdict_on(const EpochReport& report) {
  answer_.reset();
  send(report);
  listen([this] { return answer_.has_value(); });
  return answer_->verdict;
}

void Worker::listen(const std::function<bool()>& enough) {
  while (!enough()) {
    if (const auto letter = mailbox_.wait(kPatience)) note(decode(letter->bytes));
    show_life();
  }
}

void Worker::read_letters() {
  while (const auto letter = mailbox_.look()) note(decode(letter->bytes));
}

void Worker::note(const Message& message) {
  if (const auto* assignment = std::get_if<Assignment>(&message)) {
    ahead_.push_back({*assignment, Clock::now()});
    if (to_be_left_ == assignment->row) to_be_left_.reset();  // that was said of the time before
  } else if (const auto* answer = std::get_if<Answer>(&message)) {
    answer_ = *answer;
  } else if (const auto* leave = std::get_if<Leave>(&message)) {
    leave_ = *leave;
  } else if (std::holds_alternative<StopNow>(message)) {
    stop_ = true;
  } else if (const auto* leave_trial = std::get_if<LeaveTrial>(&message)) {
    to_be_left_ = leave_trial->row;
  }
}

void Worker::hand_back() {
  const auto alone = [](const Ahead& ahead) { return ahead.assignment.team.size() == 1; };
  for (const Ahead& ahead : ahead_) {
    if (alone(ahead)) send(PutDown{ahead.assignment.row});
  }
  std::erase_if(ahead_, alone);  // a team leaves a trial together
}

void Worker::hand_back_what_waits() {
  if (ahead_.empty()) return;
  if (stop_ || Clock::now() - ahead_.front().came > kLongestWait) hand_back();
}

bool Worker::stop_asked() {
  show_life();
  read_letters();
  hand_back_what_waits();
  return stop_ || (to_be_left_ && to_be_left_ == in_training_);
}

void Worker::show_life() {
  guards_.beat();
  if (!passed_on_) {
    if (const auto reason = stop_wanted_()) {
      passed_on_ = true;
      send(StopWanted{*reason});
    }
  }
  if (Clock::now() - sent_ > kBetweenPulses) send(Pulse{});
}

RunEnd run_alone(const sweep::Grid& grid, sweep::TrialSource& source, sweep::RecordStore& store,
                 const TrialTraining& training, const RunRules& rules, const Progress& progress,
                 Guards guards) {
  Dispatcher dispatcher(grid, source, store, rules, progress);
  dispatcher.workers_left(1);
  const auto stop_asked = [&] {
    guards.beat();
    if (!dispatcher.stopping()) {
      if (const auto reason = rules.stop_wanted()) dispatcher.stop(*reason);
    }
    return dispatcher.stopping();
  };
  const RankTeam alone(comm::Communicator::self(), sweep::Rank{0}, stop_asked);
  const std::vector<sweep::Rank> me = {sweep::Rank{0}};
  while (true) {
    stop_asked();
    const auto assignment = dispatcher.next(me);
    if (!assignment) return dispatcher.end();
    if (guards.watchdog) guards.watchdog->doing("trial in row " + std::to_string(assignment->row.value));
    try {
      const TrialResult result = training.train(*assignment, alone, [&](const EpochReport& report) {
        progress.epoch(report);
        return dispatcher.epoch(report);
      });
      store.write(assignment->row, result.record);
      training.recorded(assignment->row);
      dispatcher.ended(end_of(assignment->row, result, 0));
    } catch (const Interrupted&) {
      dispatcher.put_down(assignment->row);
    }
  }
}

}  // namespace workers
