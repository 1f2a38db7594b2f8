#include "workers/dispatcher.hpp"

#include <algorithm>
#include <cctype>

namespace workers {
namespace {

constexpr std::int64_t kPartsAfterOutOfMemory = 8;
constexpr int kDeathsOfATrial = 3;  // of the rank that trains it, until the trial itself is suspected
constexpr int kSameFailures = 5;    // at the beginning of a run, until it is given up

/// Messages name steps, files and samples: what they have in common is the rest.
std::string without_digits(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isdigit(c) != 0; });
  return text;
}

}  // namespace

Dispatcher::Dispatcher(const sweep::Grid& grid, sweep::TrialSource& source, sweep::RecordStore& store,
                       const RunRules& rules, const Progress& progress)
    : grid_(grid), source_(source), store_(store), rules_(rules), progress_(progress) {}

std::optional<sweep::Assignment> Dispatcher::next(std::span<const sweep::Rank> idle) {
  if (stopping() || alone_) return std::nullopt;
  if (auto assignment = source_.next(idle, rules_.seconds_left())) return start(std::move(*assignment));
  if (running_ > 0 || out_of_memory_.empty()) return std::nullopt;
  // Nothing else runs: all memory is there for this one.
  sweep::Assignment again = out_of_memory_.front();
  const std::size_t ranks = std::min(again.team.size(), workers_);
  if (idle.size() < ranks) return std::nullopt;
  out_of_memory_.pop_front();
  again.team.assign(idle.begin(), idle.begin() + static_cast<std::ptrdiff_t>(ranks));
  alone_ = true;
  return start(std::move(again));
}

std::optional<sweep::Assignment> Dispatcher::start(sweep::Assignment assignment) {
  ++running_;
  assigned_[assignment.row] = assignment;
  progress_.started(assignment);
  return assignment;
}

std::optional<sweep::Assignment> Dispatcher::to_resize(std::span<const sweep::Rank> idle) {
  if (stopping() || alone_) return std::nullopt;
  // The source takes a trial that was out of memory to be running, and it waits until nothing else does.
  if (!out_of_memory_.empty()) return std::nullopt;
  const auto row = source_.to_resize(idle);
  if (!row) return std::nullopt;
  return assigned_.at(*row);
}

void Dispatcher::ended(const Ended& ended) {
  --running_;
  alone_ = false;
  sweep::Assignment assignment = std::move(assigned_.at(ended.row));
  assigned_.erase(ended.row);
  const bool failed = ended.state == sweep::TrialState::FAILED;
  const auto name = [&] { return "trial " + grid_[ended.row].id.hex(); };
  if (failed && ended.cause == Cause::OUT_OF_MEMORY && assignment.batch_parts == 1 && !stopping()) {
    assignment.batch_parts = kPartsAfterOutOfMemory;
    out_of_memory_.push_back(assignment);
    progress_.put_down(ended.row);
    progress_.note(name() + " ran out of memory: it will be tried once more, alone, with each batch in " +
                   std::to_string(kPartsAfterOutOfMemory) + " parts");
    return;
  }
  if (failed && restarts_[ended.row] < rules_.max_restarts && !stopping()) {
    progress_.put_down(ended.row);
    progress_.note(name() + " failed (" + ended.message + "): restart " +
                   std::to_string(++restarts_[ended.row]) + " of " + std::to_string(rules_.max_restarts));
    source_.returned(ended.row);
    return;
  }
  settle(ended);
  look_for_a_common_cause(ended);
}

void Dispatcher::settle(const Ended& ended) {
  progress_.ended(ended);
  for (const auto& [row, reason] : source_.ended(ended.row, ended.state)) {
    // No worker will write the record of a trial that can't run because of another.
    sweep::TrialRecord record;
    record.id = grid_[row].id;
    record.state = sweep::TrialState::FAILED;
    record.attempts = store_.attempts(row);
    record.message = reason;
    store_.write(row, record);
    settle({row, record.state, 0, reason});
  }
}

void Dispatcher::look_for_a_common_cause(const Ended& ended) {
  some_success_ = some_success_ || ended.state != sweep::TrialState::FAILED;
  if (some_success_) return;
  const std::string cause = without_digits(ended.message);
  if (same_failures_ > 0 && cause != first_failure_) some_success_ = true;  // no common cause
  first_failure_ = cause;
  if (some_success_ || ++same_failures_ < kSameFailures || end_) return;
  end_ = RunEnd{RunEnd::Kind::GAVE_UP, "the first " + std::to_string(same_failures_) +
                                           " trials all failed of the same cause: " + ended.message};
}

void Dispatcher::put_down(sweep::Row row) {
  --running_;
  alone_ = false;
  assigned_.erase(row);
  progress_.put_down(row);
  source_.returned(row);
}

void Dispatcher::lost(sweep::Row row) {
  if (rules_.note_death(row) < kDeathsOfATrial) {
    put_down(row);
    return;
  }
  sweep::TrialRecord record;
  record.id = grid_[row].id;
  record.state = sweep::TrialState::FAILED;
  record.attempts = store_.attempts(row) + 1;
  record.message = "the rank that trained it died, " + std::to_string(kDeathsOfATrial) + " times";
  store_.write(row, record);
  ended({row, record.state, 0, record.message});
}

void Dispatcher::workers_left(int workers) {
  workers_ = static_cast<std::size_t>(workers);
  source_.workers_left(workers);
}

void Dispatcher::stop(const std::string& reason) {
  if (!end_) end_ = RunEnd{RunEnd::Kind::STOPPED, reason};
}

RunEnd Dispatcher::end() const {
  // Told to stop when nothing was left to do, a run has finished.
  if (source_.exhausted() && out_of_memory_.empty()) return {};
  if (end_) return *end_;
  return {RunEnd::Kind::STOPPED, "no time is left for the trials that remain"};
}

}  // namespace workers
