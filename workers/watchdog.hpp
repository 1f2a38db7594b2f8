#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace workers {

/// Ends this process when it hangs, when it is asked to stop and does not, or when nobody is left who would
/// miss it. A thread of its own that calls no MPI: what it judges is whether the main thread gives signs of
/// life. Ending one process ends the job, or, where mpirun was told to survive that, its part in it.
class Watchdog {
 public:
  struct Rules {
    double silence_seconds = 600;  // without a beat; twice as long while waiting for other ranks
    double stop_seconds = 60;      // from the first sign of `stop_wanted`
    std::string who;               // "rank 3 on node7"
    /// Called from the thread, several times a second.
    std::function<bool()> stop_wanted = [] { return false; };
    /// Why this process is of no use any more; empty as long as it is.
    std::function<std::string()> abandoned = [] { return std::string(); };
  };
  explicit Watchdog(Rules rules);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// The main thread is alive.
  void beat() { last_beat_ = now(); }
  /// …and this is what it does from now on: "trial 00ff…, data.snr=5".
  void doing(const std::string& what);

  /// While this lives, the main thread waits for other ranks, which may be slower.
  class Waiting {
   public:
    explicit Waiting(Watchdog* watchdog) : watchdog_(watchdog) {
      if (watchdog_) watchdog_->waiting_ = true;
    }
    ~Waiting() {
      if (!watchdog_) return;
      watchdog_->beat();
      watchdog_->waiting_ = false;
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

   private:
    Watchdog* watchdog_;
  };

 private:
  using Clock = std::chrono::steady_clock;
  static Clock::time_point now() { return Clock::now(); }
  void watch();
  void check_silence();
  void check_stop();
  [[noreturn]] void end(int status, const std::string& why) const;

  Rules rules_;
  std::atomic<Clock::time_point> last_beat_{now()};
  std::atomic<bool> waiting_{false};
  Clock::time_point stop_since_{};  // of the thread alone; zero: nobody has asked
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::string what_ = "starting";
  bool over_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace workers
