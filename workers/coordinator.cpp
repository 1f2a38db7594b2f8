#include "workers/coordinator.hpp"

#include <algorithm>
#include <chrono>

namespace workers {
namespace {

constexpr std::chrono::milliseconds kPatience{200};

}  // namespace

std::vector<Ended> record_cancellations(const std::vector<sweep::Cancellation>& cancelled,
                                        const sweep::Grid& grid, sweep::RecordStore& store) {
  std::vector<Ended> ends;
  for (const auto& [row, reason] : cancelled) {
    sweep::TrialRecord record;
    record.id = grid[row].id;
    record.state = sweep::TrialState::FAILED;
    record.attempts = store.attempts(row);
    record.message = reason;
    store.write(row, record);
    ends.push_back({row, record.state, 0, reason});
  }
  return ends;
}

Coordinator::Coordinator(comm::Communicator world, const sweep::Grid& grid, sweep::TrialSource& source,
                         sweep::RecordStore& store, const Progress& progress)
    : world_(world), mailbox_(world), grid_(grid), source_(source), store_(store), progress_(progress) {}

void Coordinator::run() {
  const std::size_t workers = static_cast<std::size_t>(world_.size()) - 1;
  while (true) {
    hand_out();
    if (running_ == 0 && idle_.size() == workers) break;
    if (const auto letter = mailbox_.wait(kPatience)) {
      handle(letter->from, decode(letter->bytes));
    } else {
      progress_.idle();
    }
  }
  for (const sweep::Rank worker : idle_) mailbox_.send(worker.value, encode(Leave{}));
}

void Coordinator::hand_out() {
  while (auto assignment = source_.next(idle_)) {
    const auto letter = encode(*assignment);
    for (const sweep::Rank member : assignment->team) {
      std::erase(idle_, member);
      mailbox_.send(member.value, letter);
    }
    ++running_;
    progress_.started(assignment->row, static_cast<int>(assignment->team.size()));
  }
}

void Coordinator::handle(int from, const Message& message) {
  if (std::holds_alternative<Ready>(message)) {
    idle_.push_back(sweep::Rank{from});
  } else if (const auto* report = std::get_if<EpochReport>(&message)) {
    mailbox_.send(from, encode(Answer{source_.epoch(*report)}));
    progress_.epoch(*report);
  } else if (const auto* ended = std::get_if<Ended>(&message)) {
    --running_;
    note_end(*ended);
  }
}

void Coordinator::note_end(const Ended& ended) {
  progress_.ended(ended);
  for (const Ended& also : record_cancellations(source_.ended(ended.row, ended.state), grid_, store_))
    note_end(also);
}

}  // namespace workers
