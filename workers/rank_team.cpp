#include "workers/rank_team.hpp"

#include <c10/util/Exception.h>

#include <array>
#include <chrono>
#include <new>
#include <string>
#include <thread>

#include "workers/comm/mpi_error.hpp"
#include "workers/comm/nccl_communicator.hpp"
#include "workers/mpi_reducer.hpp"
#include "workers/trial_failure.hpp"

namespace workers {
namespace {

constexpr std::chrono::microseconds kBetweenLooks{20};  // at the device

// How a member is. A failure outweighs everything; the lowest failing rank has the largest number.
constexpr int kWell = 0;
constexpr int kStopAsked = 1;
constexpr int kFailed = 2;

/// What the lowest failing rank tells the others.
struct Notice {
  Cause cause = Cause::ERROR;
  std::array<char, 511> message{};
};

bool is_out_of_memory(const std::string& message) {
  // LibTorch throws no type of its own for it in 1.13: on the CPU it says the first, on a GPU the second.
  return message.find("can't allocate memory") != std::string::npos ||
         message.find("out of memory") != std::string::npos ||
         message.find("CUBLAS_STATUS_ALLOC_FAILED") != std::string::npos;
}

/// LibTorch appends where it was thrown: of that only the first line is for people.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

Notice notice_of(const std::exception_ptr& error) {
  Notice notice;
  std::string message;
  try {
    std::rethrow_exception(error);
  } catch (const std::bad_alloc&) {
    notice.cause = Cause::OUT_OF_MEMORY;
    message = "out of memory";
  } catch (const c10::Error& failure) {
    message = first_line(failure.what_without_backtrace());
  } catch (const std::exception& failure) {
    message = first_line(failure.what());
  } catch (...) {
    message = "an exception of unknown kind";
  }
  if (is_out_of_memory(message)) {
    notice.cause = Cause::OUT_OF_MEMORY;
    if (message.find("out of memory") == std::string::npos) message = "out of memory: " + message;
  }
  message.copy(notice.message.data(), notice.message.size() - 1);
  return notice;
}

/// What all members come to when one has failed: they hear from the lowest that did, and end what all had
/// started.
[[noreturn]] void throw_together(const comm::Communicator& members, GradientReducer& reducer, int worst,
                                 Notice notice) {
  const int lowest = members.size() - 1 - (worst - kFailed);
  members.broadcast(std::as_writable_bytes(std::span(&notice, 1)), lowest);
  reducer.finish();
  throw TrialFailure(notice.message.data(), notice.cause);
}

}  // namespace

RankTeam::RankTeam(comm::Communicator communicator, sweep::Rank first_rank, StopAsked stop_asked,
                   Watchdog* watchdog, std::unique_ptr<GradientReducer> reducer)
    : communicator_(communicator),
      first_rank_(first_rank),
      stop_asked_(std::move(stop_asked)),
      watchdog_(watchdog),
      reducer_(reducer ? std::move(reducer) : std::make_unique<MpiReducer>(communicator)) {}

int RankTeam::agree(int here) const {
  const Watchdog::Waiting waiting(watchdog_);
  const int worst = communicator_.largest(here);
  if (worst >= kFailed) throw_together(communicator_, *reducer_, worst, {});
  return worst;
}

void RankTeam::meet() const {
  if (agree(stop_asked_() ? kStopAsked : kWell) == kStopAsked) throw Interrupted();
}

void RankTeam::fail(const std::exception_ptr& error) const {
  try {
    std::rethrow_exception(error);
  } catch (const TrialFailure&) {
    throw;
  } catch (const Interrupted&) {
    throw;
  } catch (const comm::MpiError&) {
    throw;
  } catch (const comm::NcclError&) {
    throw;
  } catch (...) {
  }
  const int here = kFailed + size() - 1 - rank();
  throw_together(communicator_, *reducer_, communicator_.largest(here), notice_of(error));
}

void RankTeam::together(const std::function<void()>& work) const {
  try {
    work();
  } catch (...) {
    fail(std::current_exception());
  }
  meet();
}

void RankTeam::sum(at::Tensor& values) const {
  if (size() == 1) return;
  agree(kWell);
  const Watchdog::Waiting waiting(watchdog_);
  reducer_->sum(values);
}

void RankTeam::start(const at::Tensor& values) const {
  if (size() == 1) return;
  agree(kWell);
  reducer_->start(values);
}

void RankTeam::finish() const {
  const Watchdog::Waiting waiting(watchdog_);
  reducer_->finish();
}

void RankTeam::wait(const Milestone& milestone) const {
  const Watchdog::Waiting waiting(watchdog_);
  while (!milestone.reached()) {
    reducer_->check();
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

bool RankTeam::any(bool here) const {
  agree(kWell);
  const Watchdog::Waiting waiting(watchdog_);
  return communicator_.largest(here ? 1 : 0) != 0;
}

}  // namespace workers
