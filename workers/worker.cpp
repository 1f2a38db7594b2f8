#include "workers/worker.hpp"

#include <chrono>
#include <stdexcept>

namespace workers {
namespace {

constexpr std::chrono::milliseconds kPatience{1000};

Ended end_of(sweep::Row row, const sweep::TrialRecord& record) {
  return {row, record.state, static_cast<float>(record.metrics[sweep::Metric::TEST_ACCURACY]),
          record.message};
}

}  // namespace

Worker::Worker(comm::Communicator world, TrainTrial train, sweep::RecordStore& store)
    : world_(world), mailbox_(world), train_(std::move(train)), store_(store) {}

void Worker::run() {
  while (true) {
    const Message message = answer_to(Ready{});
    if (std::holds_alternative<Leave>(message)) return;
    train(std::get<Assignment>(message));
  }
}

void Worker::train(const Assignment& assignment) {
  const RankTeam& team = team_of(assignment.team);
  const auto after_epoch = [&](const EpochReport& report) {
    return std::get<Answer>(answer_to(report)).verdict;
  };
  sweep::TrialRecord record;
  try {
    record = train_(assignment.row, team, after_epoch);
  } catch (const std::exception& error) {
    // Not a TrialFailure: the members no longer agree, and nothing but ending the job keeps them from
    // hanging.
    throw std::runtime_error("rank " + std::to_string(world_.rank()) + ", member " +
                             std::to_string(team.rank()) + " of a team of " + std::to_string(team.size()) +
                             ", trial in row " + std::to_string(assignment.row.value) + ": " + error.what());
  }
  if (!team.is_first()) return;
  store_.write(assignment.row, record);
  mailbox_.send(0, encode(end_of(assignment.row, record)));
}

const RankTeam& Worker::team_of(const std::vector<sweep::Rank>& members) {
  const auto found = teams_.find(members);
  if (found != teams_.end()) return found->second;
  if (members.size() == 1)
    return teams_.emplace(members, RankTeam(comm::Communicator::self(), members.front())).first->second;
  std::vector<int> ranks;
  for (const sweep::Rank member : members) ranks.push_back(member.value);
  return teams_.emplace(members, RankTeam(world_.subgroup(ranks), members.front())).first->second;
}

Message Worker::answer_to(const Message& message) {
  mailbox_.send(0, encode(message));
  while (true) {
    if (const auto letter = mailbox_.wait(kPatience)) return decode(letter->bytes);
  }
}

void run_alone(const sweep::Grid& grid, sweep::TrialSource& source, sweep::RecordStore& store,
               const TrainTrial& train, const Progress& progress) {
  const RankTeam alone(comm::Communicator::self(), sweep::Rank{0});
  const std::vector<sweep::Rank> me = {sweep::Rank{0}};
  const std::function<void(const Ended&)> note_end = [&](const Ended& ended) {
    progress.ended(ended);
    for (const Ended& also : record_cancellations(source.ended(ended.row, ended.state), grid, store))
      note_end(also);
  };
  while (const auto assignment = source.next(me)) {
    progress.started(assignment->row, 1);
    const sweep::TrialRecord record = train(assignment->row, alone, [&](const EpochReport& report) {
      progress.epoch(report);
      return source.epoch(report);
    });
    store.write(assignment->row, record);
    note_end(end_of(assignment->row, record));
  }
}

}  // namespace workers
