#include "results/answers/scatter_table.hpp"

#include <cmath>

#include "results/formatted.hpp"

namespace results {
namespace {

std::string points(double share) { return std::isnan(share) ? "" : formatted("%.1f", 100 * share); }

bool is_of_shares(const Cell& cell) {
  const IntervalMethod method = cell.interval.method;
  return method == IntervalMethod::SCORE_T || method == IntervalMethod::SCORE ||
         method == IntervalMethod::WILSON;
}

}  // namespace

TableLines scatter_table(const Summary& summary) {
  using enum TableLines::Align;
  TableLines table{{summary.keys()}, {}, {}};
  table.alignment.assign(summary.keys().size(), LEFT);
  table.lines.front().insert(table.lines.front().end(), {summary.metric() + " (%)", "n", "test samples",
                                                         "sd (points)", "of test sets", "of replicates"});
  table.alignment.insert(table.alignment.end(), {RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT});
  for (const Cell& cell : summary.cells()) {
    if (!is_of_shares(cell)) continue;
    const ScatterParts parts = scatter_parts(cell.interval, cell.test_samples);
    TableLines::Line line = cell.keys;
    line.insert(line.end(),
                {points(cell.interval.mean), std::to_string(cell.interval.n), short_number(cell.test_samples),
                 points(cell.interval.sd), points(parts.test_set), points(parts.replicates)});
    table.lines.push_back(std::move(line));
  }
  table.notes.emplace_back(
      "sd: standard deviation between replicates. of test sets: what finite test sets give, sqrt(p(1 - "
      "p)/test "
      "samples); more test samples shrink it. of replicates: what training and drawing samples anew add, "
      "sqrt(sd^2 - (of test sets)^2), 0 where sd is the smaller; more replicates shrink both in the mean. sd "
      "of few "
      "replicates is rough: of three, it lies between 0.5 and 6.3 times itself with 95 % confidence.");
  return table;
}

}  // namespace results
