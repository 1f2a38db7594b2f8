#include <algorithm>
#include <cmath>
#include <set>

#include "results/answers/report_table.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

std::string percent(double share) { return std::isnan(share) ? "" : formatted("%.1f", 100 * share); }

std::string with_interval(double mean, double low, double high) {
  return percent(mean) + (std::isnan(low) ? "" : " [" + percent(low) + ", " + percent(high) + "]");
}

}  // namespace

TableLines report_table_lines(const ReportTable& table) {
  using enum TableLines::Align;
  TableLines written;
  written.lines.push_back(
      {"architecture", "SNR", "report (%)", "ours (%)", "n", "difference", "possible (%)", "reduction"});
  written.alignment = {LEFT, RIGHT, LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT};
  std::set<IntervalMethod> methods;
  std::set<std::string> samplings;
  bool possible = false;
  for (const ReportTable::Line& line : table.lines) {
    const ReportedAccuracy& report = line.reported;
    TableLines::Line fields = {
        report.architecture, short_number(report.snr),
        formatted("%.2f [%.1f, %.1f]", 100 * report.accuracy, 100 * report.low, 100 * report.high)};
    if (line.ours) {
      const Interval& ours = *line.ours;
      methods.insert(ours.method);
      samplings.insert(report.architecture + ": " + line.sampling);
      possible = possible || !std::isnan(line.best_accuracy);
      fields.insert(fields.end(), {with_interval(ours.mean, ours.low, ours.high), std::to_string(ours.n),
                                   formatted("%+.1f", 100 * (ours.mean - report.accuracy)),
                                   percent(line.best_accuracy), short_number(line.reduction)});
    } else {
      fields.insert(fields.end(), {"not in this file", "", "", "", ""});
    }
    written.lines.push_back(fields);
  }
  written.notes.push_back(
      "Report: one training each, 400 test samples; exact binomial 95 % intervals (Clopper and Pearson), "
      "which speak of "
      "the test samples only. Difference: ours less the report's, in points.");
  if (!methods.empty()) {
    std::string text;
    for (const IntervalMethod method : methods)
      text += (text.empty() ? "" : "; ") + std::string(description(method));
    written.notes.push_back("Ours: means over n replicates with 95 % intervals, " + text + ".");
    std::string kept;
    for (const std::string& sampling : samplings) kept += (kept.empty() ? "" : "; ") + sampling;
    written.notes.push_back("Data: " + kept +
                            " (the report: teacher full, student every tenth point on each axis).");
  }
  if (possible) {
    written.notes.push_back(
        "Possible: what the best decision reaches on our data, with all but (Δ, τ) known.");
  }
  if (!table.pooled.empty()) written.notes.push_back(table.pooled);
  return written;
}

}  // namespace results
