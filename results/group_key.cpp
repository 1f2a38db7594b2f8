#include "results/group_key.hpp"

#include <limits>
#include <vector>

#include "sweep/input_error.hpp"
#include "sweep/level.hpp"

namespace results {

sweep::Metric find_metric(const std::string& name, const std::string& where) {
  for (std::size_t i = 0; i < sweep::kMetricNames.size(); ++i) {
    if (sweep::kMetricNames[i] == name) return static_cast<sweep::Metric>(i);
  }
  throw sweep::InputError(where + ": there is no metric '" + name + "'" +
                          sweep::did_you_mean(name, sweep::kMetricNames));
}

GroupKey GroupKey::find(const std::string& name, const ResultsFile& file) {
  GroupKey key;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    if (file.columns()[i].key == name) {
      key.field_ = i;
      key.is_text_ = file.columns()[i].kind == ColumnKind::TEXT;
      return key;
    }
    names.push_back(file.columns()[i].key);
  }
  for (std::size_t i = 0; i < sweep::kMetricNames.size(); ++i) {
    if (sweep::kMetricNames[i] == name) {
      key.field_ = static_cast<sweep::Metric>(i);
      return key;
    }
    names.emplace_back(sweep::kMetricNames[i]);
  }
  throw sweep::InputError(file.path() + ": its trials cannot be grouped by '" + name + "'" +
                          sweep::did_you_mean(name, names) +
                          ": it is neither a factor of this file nor a metric");
}

double GroupKey::rank(const RowView& row) {
  if (std::holds_alternative<sweep::Metric>(field_)) return number(row);
  return ranks_.emplace(text(row), static_cast<double>(ranks_.size())).first->second;
}

std::string GroupKey::text(const RowView& row) const {
  if (const auto* column = std::get_if<std::size_t>(&field_)) return row.text(*column);
  return sweep::Level(number(row)).text();
}

double GroupKey::number(const RowView& row) const {
  if (const auto* metric = std::get_if<sweep::Metric>(&field_)) return row.metric(*metric);
  return is_text_ ? std::numeric_limits<double>::quiet_NaN() : row.number(std::get<std::size_t>(field_));
}

}  // namespace results
