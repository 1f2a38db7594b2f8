#include "results/footnotes.hpp"

#include <set>

namespace results {

std::string interval_methods(const Summary& summary) {
  std::set<IntervalMethod> methods;
  for (const Cell& cell : summary.cells()) methods.insert(cell.interval.method);
  std::string text;
  for (const IntervalMethod method : methods) {
    text += (text.empty() ? "" : "; ") + std::string(description(method));
  }
  return text;
}

std::vector<std::string> footnotes(const Summary& summary) {
  std::vector<std::string> notes;
  if (!summary.ring().empty()) notes.push_back("Task: " + summary.ring() + ".");
  for (const std::string& key : summary.pooled())
    notes.push_back("Averaged over the levels of " + key + " within each replicate.");
  if (summary.left_out() > 0) {
    const auto counted = [](std::size_t count, const std::string& noun) {
      return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
    };
    notes.push_back("Replicates with unequal trials in " + counted(summary.unequal_cells(), "line") + ": " +
                    counted(summary.left_out(), "trial") +
                    " left out there, so that all replicates of a line are means over the same levels.");
  }
  for (const auto& [remark, trials] : summary.remarks())
    notes.push_back(std::to_string(trials) + (trials == 1 ? " trial: " : " trials: ") + remark + ".");
  if (summary.complete() < summary.trials()) {
    notes.push_back("From the " + std::to_string(summary.complete()) + " of " +
                    std::to_string(summary.trials()) + " trials that are complete.");
  }
  return notes;
}

}  // namespace results
