#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <variant>

#include "results/results_file.hpp"

namespace results {

/// A metric by its name. Throws InputError ("`where`: …") with the nearest one.
sweep::Metric find_metric(const std::string& name, const std::string& where);

/// What trials are grouped by: a factor, or a metric.
class GroupKey {
 public:
  /// Throws InputError with the nearest factor or metric.
  static GroupKey find(const std::string& name, const ResultsFile& file);

  /// Orders levels: a factor's by first appearance (call it for every row, in order), a metric's by value.
  /// NaN for a metric that is not known.
  double rank(const RowView& row);
  std::string text(const RowView& row) const;
  /// NaN where it is no number.
  double number(const RowView& row) const;

 private:
  std::variant<std::size_t, sweep::Metric> field_;  // a column's place, or a metric
  bool is_text_ = false;
  std::map<std::string, double> ranks_;
};

}  // namespace results
