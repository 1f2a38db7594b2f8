#include "app/time_limit.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <vector>

#include "sweep/input_error.hpp"

namespace app {
namespace {

std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0)) return std::nullopt;
  return value;
}

/// "1:30:00", "30:00", "2-12:00:00": days, then numbers by 60.
std::optional<double> clock_seconds(std::string text) {
  double days = 0;
  if (const auto dash = text.find('-'); dash != std::string::npos) {
    const auto before = number_in(text.substr(0, dash));
    if (!before) return std::nullopt;
    days = *before;
    text.erase(0, dash + 1);
  }
  double seconds = 0;
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= text.size(); ++parts) {
    const std::size_t end = std::min(text.find(':', begin), text.size());
    const auto part = number_in(text.substr(begin, end - begin));
    if (!part) return std::nullopt;
    seconds = 60 * seconds + *part;
    begin = end + 1;
  }
  if (parts < 2 || parts > 3) return std::nullopt;
  return 86400 * days + seconds;
}

/// What squeue says is left of the job, in seconds.
std::optional<double> squeue_seconds_left(const std::string& job) {
  if (job.find_first_not_of("0123456789_") != std::string::npos) return std::nullopt;
  const auto close = [](FILE* pipe) { pclose(pipe); };
  const std::unique_ptr<FILE, decltype(close)> pipe(
      popen(("timeout 10 squeue -h -j " + job + " -o %L 2>/dev/null").c_str(), "r"), close);
  char line[64] = {};
  if (!pipe || !std::fgets(line, sizeof line, pipe.get())) return std::nullopt;
  std::string text(line);
  text.erase(text.find_last_not_of(" \n") + 1);
  return clock_seconds(text);  // "UNLIMITED" and "INVALID" are no clocks
}

}  // namespace

double parse_duration_seconds(const std::string& text, const std::string& what) {
  if (const auto clock = clock_seconds(text)) return *clock;
  static const std::vector<std::pair<char, double>> kUnits = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
  std::string digits = text;
  double unit = 1;
  for (const auto& [letter, seconds] : kUnits) {
    if (!text.empty() && text.back() == letter) {
      unit = seconds;
      digits.pop_back();
      break;
    }
  }
  const auto value = number_in(digits);
  if (!value) {
    throw sweep::InputError(what + " is '" + text +
                            "': must be a time like 90 (seconds), 45m, 1.5h, 2d, 1:30:00 or 2-12:00:00");
  }
  return *value * unit;
}

TimeLimit TimeLimit::from(const std::string& given, double stop_seconds) {
  TimeLimit limit;
  const auto end_within = [&](double seconds, const std::string& about) {
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(std::min(seconds, 1e9)));
    if (limit.end_ && *limit.end_ <= end) return;
    limit.end_ = end;
    limit.about_ = about;
  };
  if (!given.empty()) {
    const double seconds = parse_duration_seconds(given, "--time-limit");
    if (seconds <= stop_seconds) {
      char text[32];
      std::snprintf(text, sizeof text, "%g s", stop_seconds);
      throw sweep::InputError("--time-limit is '" + given + "', but stopping may take " + text +
                              ": must be longer, or run.stop_seconds shorter");
    }
    end_within(seconds, "the time limit of " + given);
  }
  if (const char* job = std::getenv("SLURM_JOB_ID")) {
    const std::string about = "the end of SLURM job " + std::string(job);
    const char* end = std::getenv("SLURM_JOB_END_TIME");
    if (const auto at = number_in(end ? end : "")) {
      end_within(*at - std::chrono::duration<double>(Clock::now().time_since_epoch()).count(), about);
    } else if (const auto left = squeue_seconds_left(job)) {
      end_within(*left, about);
    }
  }
  return limit;
}

double TimeLimit::seconds_left() const {
  if (!end_) return std::numeric_limits<double>::infinity();
  return std::chrono::duration<double>(*end_ - Clock::now()).count();
}

}  // namespace app
