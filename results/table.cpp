#include "results/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "results/table_lines.hpp"
#include "results/written_table.hpp"
#include "sweep/input_error.hpp"
#include "sweep/level.hpp"

namespace results {
namespace {

std::string csv_table(const Summary& summary) {
  const auto full = [](double value) { return std::isnan(value) ? "" : sweep::Level(value).text(); };
  std::string text;
  for (const std::string& key : summary.keys()) text += csv_field(key) + ",";
  text += "n,mean,sd,low,high\n";
  for (const Cell& cell : summary.cells()) {
    for (const std::string& key : cell.keys) text += csv_field(key) + ",";
    const Interval& interval = cell.interval;
    text += std::to_string(interval.n) + "," + full(interval.mean) + "," + full(interval.sd) + "," +
            full(interval.low) + "," + full(interval.high) + "\n";
  }
  return text;
}

}  // namespace

TableFormat parse_table_format(const std::string& name) {
  static constexpr std::array<std::string_view, 4> names = {"text", "markdown", "csv", "latex"};
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw sweep::InputError("--format: there is no table format '" + name + "'" +
                            sweep::did_you_mean(name, names) + ": must be text, markdown, csv or latex");
  }
  return static_cast<TableFormat>(found - names.begin());
}

std::string table(const Summary& summary, TableFormat format) {
  return format == TableFormat::CSV ? csv_table(summary) : written_table(TableLines::of(summary), format);
}

}  // namespace results
