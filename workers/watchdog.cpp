#include "workers/watchdog.hpp"

#include <unistd.h>

#include <csignal>

namespace workers {
namespace {

constexpr std::chrono::milliseconds kPeriod{100};
// As app::ExitStatus has them.
constexpr int kInternalError = 1;
constexpr int kStoppedEarly = 75;

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Watchdog::Watchdog(Rules rules) : rules_(std::move(rules)), thread_([this] { watch(); }) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Watchdog::doing(const std::string& what) {
  beat();
  const std::lock_guard lock(mutex_);
  what_ = what;
}

void Watchdog::watch() {
  // Signals are for the main thread, whose naps they cut short.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kPeriod, [this] { return over_; })) {
    const std::string why = rules_.abandoned();
    if (!why.empty()) end(kStoppedEarly, why);
    check_stop();
    check_silence();
  }
}

void Watchdog::check_stop() {
  if (stop_since_ == Clock::time_point{}) {
    if (rules_.stop_wanted()) stop_since_ = now();
    return;
  }
  if (seconds_between(stop_since_, now()) < rules_.stop_seconds) return;
  end(kStoppedEarly, "did not come to a point to stop at within " +
                         std::to_string(static_cast<int>(rules_.stop_seconds)) +
                         " s: what it was doing goes on from its last checkpoint");
}

void Watchdog::check_silence() {
  const double allowed = rules_.silence_seconds * (waiting_ ? 2 : 1);
  const double silent = seconds_between(last_beat_, now());
  if (silent < allowed) return;
  end(kInternalError, (waiting_ ? "has waited for its team for " : "has given no sign of life for ") +
                          std::to_string(static_cast<int>(silent)) +
                          " s: giving it up (run.silence_seconds says how long to wait)");
}

void Watchdog::end(int status, const std::string& why) const {
  const std::string text = "gridsweep: " + rules_.who + ", " + what_ + ": " + why + "\n";
  // Neither streams nor destructors: whoever hangs may hold their locks.
  if (write(STDERR_FILENO, text.data(), text.size()) < 0) _exit(status);
  _exit(status);
}

}  // namespace workers
