#include "results/table_lines.hpp"

#include <cmath>

#include "results/footnotes.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

/// A value of the metric, for people.
std::string number(double value, bool percent) {
  return percent ? formatted("%.1f", 100 * value) : short_number(value);
}

std::string value_text(const Interval& interval, bool percent) {
  std::string mean = number(interval.mean, percent);
  switch (interval.method) {
    case IntervalMethod::STUDENT_T:
      return mean + " ± " + number((interval.high - interval.low) / 2, percent);
    case IntervalMethod::SCORE_T:
    case IntervalMethod::SCORE:
    case IntervalMethod::WILSON:
      return mean + " [" + number(interval.low, percent) + ", " + number(interval.high, percent) + "]";
    case IntervalMethod::NONE:
      break;
  }
  return mean;
}

/// Measured keys (data_reduction) need no 16 digits; levels are short as they are.
std::string key_text(const Cell& cell, std::size_t i) {
  return cell.keys[i].size() > 6 && !std::isnan(cell.numbers[i]) ? short_number(cell.numbers[i])
                                                                 : cell.keys[i];
}

/// Numbers to the right, words to the left.
std::vector<TableLines::Align> alignment_of(const Summary& summary) {
  using enum TableLines::Align;
  std::vector<TableLines::Align> alignment(summary.keys().size(), RIGHT);
  for (const Cell& cell : summary.cells()) {
    for (std::size_t i = 0; i < cell.keys.size(); ++i) {
      if (std::isnan(cell.numbers[i])) alignment[i] = LEFT;
    }
  }
  alignment.push_back(LEFT);  // the value: the point is where it should be, as all have one decimal
  alignment.push_back(RIGHT);
  return alignment;
}

}  // namespace

TableLines TableLines::of(const Summary& summary) {
  const bool percent = is_percentage(summary.metric());
  Line head = summary.keys();
  head.push_back(summary.metric() + (percent ? " (%)" : ""));
  head.emplace_back("n");
  TableLines table{{head}, alignment_of(summary), {}};
  for (const Cell& cell : summary.cells()) {
    Line line;
    for (std::size_t i = 0; i < cell.keys.size(); ++i) line.push_back(key_text(cell, i));
    line.push_back(value_text(cell.interval, percent));
    line.push_back(std::to_string(cell.interval.n));
    table.lines.push_back(std::move(line));
  }
  if (!summary.cells().empty()) table.notes.push_back("95 % intervals: " + interval_methods(summary) + ".");
  for (std::string& note : footnotes(summary)) table.notes.push_back(std::move(note));
  return table;
}

}  // namespace results
