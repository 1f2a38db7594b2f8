#include "results/report/whole_study.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "results/answers/wording.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

constexpr std::size_t kShown = 8;        // of a list
constexpr std::size_t kMostLines = 200;  // of the table

std::string utc(double seconds) {
  if (!(std::fabs(seconds) < 1e11)) return "unknown";  // nonsense in the file
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  std::array<char, 32> text{};
  if (gmtime_r(&time, &parts) == nullptr) return "unknown";
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts);
  return text.data();
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  std::size_t shown = 0;
  for (const std::string& word : words) {
    if (shown == kShown) return text + " and " + std::to_string(words.size() - kShown) + " more";
    text += (shown++ == 0 ? "" : ", ") + word;
  }
  return text;
}

/// Trials with the same levels but for the replicate, by state.
using States = std::array<std::size_t, sweep::kStateNames.size()>;

std::string levels_of(const ResultsFile& file, const RowView& row) {
  std::string text;
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    if (file.columns()[i].key == "replicate") continue;
    text += (text.empty() ? "" : ", ") + file.columns()[i].key + " " + row.text(i);
  }
  return text;
}

std::size_t& count(States& states, sweep::TrialState state) {
  return states[static_cast<std::size_t>(state)];
}

}  // namespace

Section whole_study(const ResultsFile& file) {
  States all{};
  std::map<std::string, States> open;
  std::map<std::string, std::size_t> messages;
  file.each([&](const RowView& row) {
    const sweep::TrialState state = row.state();
    ++count(all, state);
    if (row.check() == RowCheck::WHOLE && !row.message().empty()) ++messages[row.message()];
    if (state == sweep::TrialState::COMPLETE) return;
    ++count(open[levels_of(file, row)], state);
  });
  Section section{.question = "What is still open, and what went wrong?"};
  const std::size_t complete = count(all, sweep::TrialState::COMPLETE);
  section.sentences.push_back(
      complete == file.size() ? "Nothing: every trial is complete, " + std::to_string(complete) + " in all."
                              : std::to_string(complete) + " of " + std::to_string(file.size()) + " trials" +
                                    " are complete; the answers above are from these. The same "
                                    "`gridsweep run` line as before goes "
                                    "on with the rest.");
  std::vector<std::pair<std::size_t, std::string>> frequent;
  for (const auto& [message, trials] : messages) frequent.emplace_back(trials, message);
  std::stable_sort(frequent.begin(), frequent.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < std::min(frequent.size(), kShown); ++i)
    section.sentences.push_back(counted(frequent[i].first, "trial") + ": " + frequent[i].second + ".");
  if (frequent.size() > kShown)
    section.sentences.push_back("… and " + counted(frequent.size() - kShown, "other message") +
                                ": gridsweep status has them.");
  if (!open.empty()) {
    TableLines table;
    table.lines.push_back({"trials", "waiting", "failed", "pruned"});
    table.alignment = {TableLines::Align::LEFT, TableLines::Align::RIGHT, TableLines::Align::RIGHT,
                       TableLines::Align::RIGHT};
    for (auto& [levels, states] : open) {
      if (table.lines.size() > kMostLines) {
        table.notes = {"… and " + counted(open.size() - kMostLines, "other line") + "."};
        break;
      }
      table.lines.push_back({levels,
                             std::to_string(count(states, sweep::TrialState::WAITING) +
                                            count(states, sweep::TrialState::RUNNING)),
                             std::to_string(count(states, sweep::TrialState::FAILED)),
                             std::to_string(count(states, sweep::TrialState::PRUNED))});
    }
    section.more_tables.push_back(table);
  }
  section.commands = {"status FILE", "check FILE"};
  return section;
}

std::vector<std::string> provenance_lines(const ResultsFile& file) {
  std::set<std::string> hosts;
  std::set<std::string> devices;
  double first = std::numeric_limits<double>::infinity();
  double last = -first;
  double rank_seconds = 0;
  std::size_t records = 0;
  file.each([&](const RowView& row) {
    if (row.check() != RowCheck::WHOLE) return;
    const sweep::TrialRecord record = row.record();
    const double seconds = record.metrics[sweep::Metric::WALL_SECONDS];
    if (!row.host().empty()) hosts.insert(row.host());
    if (!record.device.empty()) devices.insert(printable(record.device));
    if (!(seconds >= 0) || !(record.start_time > 0)) return;
    ++records;
    first = std::min(first, record.start_time);
    last = std::max(last, record.start_time + seconds);
    rank_seconds += seconds * record.team_size;
  });
  std::vector<std::string> lines = {"Results file: " + file.path().substr(file.path().rfind('/') + 1) +
                                    ", made " + file.header().created + " by commit " + file.header().commit};
  if (records > 0) {
    lines.push_back("Trained: " + counted(records, "trial") + " between " + utc(first) + " and " + utc(last) +
                    formatted(", %.3g hours of ranks in all", rank_seconds / 3600));
    lines.push_back("On: " + joined(hosts) + "; devices " + joined(devices));
  }
  lines.push_back("Seed of every random number: " + std::to_string(file.header().seed));
  return lines;
}

}  // namespace results
