#include "results/status.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <utility>
#include <vector>

namespace results {
namespace {

constexpr double kPauseSeconds = 60;      // nothing ran for this long: no part of the running time
constexpr double kLongestSeconds = 1e11;  // 3000 years
constexpr std::size_t kShownTrials = 3;   // per message

/// "1 d 2 h", "3 h 25 min", "12 min", "40 s"
std::string duration(double seconds) {
  if (!(seconds < kLongestSeconds)) return "unknown";  // nonsense in the file
  std::array<char, 48> text{};
  if (seconds < 90) {
    std::snprintf(text.data(), text.size(), "%.0f s", seconds);
  } else if (seconds < 90 * 60.0) {
    std::snprintf(text.data(), text.size(), "%.0f min", seconds / 60);
  } else if (!(seconds < 1e9)) {
    return "for ever";
  } else {
    const auto hours = static_cast<long>(std::lround(seconds / 3600));
    if (hours < 48) {
      const auto minutes = static_cast<long>(std::lround(seconds / 60));
      std::snprintf(text.data(), text.size(), "%ld h %ld min", minutes / 60, minutes % 60);
    } else {
      std::snprintf(text.data(), text.size(), "%ld d %ld h", hours / 24, hours % 24);
    }
  }
  return text.data();
}

/// How long trials ran, in which gaps between jobs do not count: the total length of [start, end] intervals,
/// joined where less than a minute lies between them.
double running_seconds(std::vector<std::pair<double, double>> intervals) {
  std::sort(intervals.begin(), intervals.end());
  double total = 0;
  double reached = -INFINITY;
  for (const auto& [start, end] : intervals) {
    const double from = start - reached > kPauseSeconds ? start : reached;
    total += std::max(0.0, end - from);
    reached = std::max(reached, end);
  }
  return total;
}

/// Trials with the same message.
struct Group {
  std::size_t count = 0;
  std::string examples;
};

std::string listed(const std::string& title, const std::map<std::string, Group>& groups) {
  std::string text = groups.empty() ? "" : title + ":\n";
  for (const auto& [message, group] : groups) {
    text += "  " + std::to_string(group.count) + " x " + (message.empty() ? "(no message)" : message) + "\n" +
            group.examples;
    if (group.count > kShownTrials) {
      text += "      … and " + std::to_string(group.count - kShownTrials) + " more\n";
    }
  }
  return text;
}

std::string describe(const RowView& row, const std::vector<Column>& columns) {
  std::string text = "      " + row.id().hex() + " ";
  for (std::size_t i = 0; i < columns.size(); ++i) text += " " + columns[i].key + "=" + row.text(i);
  const std::uint32_t attempts = row.attempts();
  return text + "  (" + std::to_string(attempts) + (attempts == 1 ? " attempt" : " attempts") + ", on " +
         (row.host().empty() ? "an unknown host" : row.host()) + ")\n";
}

}  // namespace

std::string status_text(const ResultsFile& file, double now) {
  std::array<std::size_t, sweep::kStateNames.size()> counts{};
  std::size_t torn = 0;
  double last_end = -INFINITY;
  std::vector<std::pair<double, double>> intervals;
  std::map<std::string, Group> failures;
  std::map<std::string, Group> pruned;
  std::map<std::string, Group> remarks;  // on trials that are complete all the same
  file.each([&](const RowView& row) {
    ++counts[static_cast<std::size_t>(row.state())];
    if (row.check() == RowCheck::TORN) ++torn;
    if (row.check() != RowCheck::WHOLE) return;
    const double seconds = row.metric(sweep::Metric::WALL_SECONDS);
    if (row.start_time() > 0 && seconds >= 0) {
      intervals.emplace_back(row.start_time(), row.start_time() + seconds);
      last_end = std::max(last_end, intervals.back().second);
    }
    const bool complete = row.state() == sweep::TrialState::COMPLETE;
    if (complete && row.message().empty()) return;
    Group& group = (complete                                   ? remarks
                    : row.state() == sweep::TrialState::PRUNED ? pruned
                                                               : failures)[row.message()];
    if (++group.count <= kShownTrials) group.examples += describe(row, file.columns());
  });
  const std::size_t waiting = counts[static_cast<std::size_t>(sweep::TrialState::WAITING)];
  const std::size_t ended = file.size() - waiting;

  std::array<char, 160> line{};
  std::snprintf(line.data(), line.size(), ": %zu of %zu trials done (%.1f %%)\n", ended, file.size(),
                100.0 * static_cast<double>(ended) / static_cast<double>(file.size()));
  std::string text = "study " + file.header().name + line.data();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    std::snprintf(line.data(), line.size(), "  %-10s%10zu\n", std::string(sweep::kStateNames[i]).c_str(),
                  counts[i]);
    text += line.data();
  }
  if (torn > 0) {
    text += "  of the waiting, " + std::to_string(torn) + " have a torn record and will be run again\n";
  }
  const double ran = running_seconds(intervals);
  if (!intervals.empty() && ran > 0) {
    const double per_second = static_cast<double>(intervals.size()) / ran;
    std::snprintf(line.data(), line.size(), "rate: %.3g trials per hour over %s of running",
                  3600 * per_second, duration(ran).c_str());
    text += line.data();
    if (waiting > 0) {
      text += "; time left at this rate: " + duration(static_cast<double>(waiting) / per_second);
    }
    text += "\nlast record: " + duration(std::max(0.0, now - last_end)) + " ago\n";
  }
  return text + listed("failures", failures) + listed("pruned", pruned) + listed("complete, but", remarks);
}

}  // namespace results
