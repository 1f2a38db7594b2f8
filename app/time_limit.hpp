#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace app {

/// When a run has to be over.
class TimeLimit {
 public:
  using Clock = std::chrono::system_clock;  // SLURM names a time of day

  /// `given` is what --time-limit says, empty without it: "90" (seconds), "45m", "1.5h", "2d", or as SLURM
  /// writes it: "1:30:00", "2-12:00:00". In a SLURM job the job's own end counts when it comes earlier:
  /// SLURM_JOB_END_TIME, or what squeue says. Throws sweep::InputError for a text that is none of these, or a
  /// time that is over before `stop_seconds`, which stopping may take.
  static TimeLimit from(const std::string& given, double stop_seconds);

  /// Seconds until then; infinite without a limit.
  double seconds_left() const;
  /// "the time limit of 45m", "the end of SLURM job 4711"; empty without a limit.
  const std::string& about() const { return about_; }

 private:
  std::optional<Clock::time_point> end_;
  std::string about_;
};

/// Throws sweep::InputError, naming `what`.
double parse_duration_seconds(const std::string& text, const std::string& what);

}  // namespace app
