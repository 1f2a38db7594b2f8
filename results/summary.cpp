#include "results/summary.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "results/answers/replicate_means.hpp"
#include "results/group_key.hpp"
#include "sweep/input_error.hpp"
#include "sweep/level.hpp"

namespace results {
namespace {

/// The trials of one cell, as they are being collected.
struct Group {
  Cell cell;
  // By trial.
  std::vector<ReplicateMeans::Trial> trials;
  std::vector<double> values;
  std::vector<double> test_samples;
};

/// Numbers for texts: 0, 1, … as they first appear.
template <class Text>
class Numbers {
 public:
  std::size_t of(const Text& text) { return numbers_.emplace(text, numbers_.size()).first->second; }
  /// By number.
  std::vector<Text> texts() const {
    std::vector<Text> texts(numbers_.size());
    for (const auto& [text, number] : numbers_) texts[number] = text;
    return texts;
  }

 private:
  std::map<Text, std::size_t> numbers_;
};

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::string ring_of(const ResultsFile& file) {
  if (file.header().task != "spectra") return "";
  const auto setting = [&](const std::string& key) {
    for (const Column& column : file.columns()) {
      if (column.key == key) return std::string("varies");
    }
    return file.header().setting(key).value_or("unknown");
  };
  return "data.limit_percent " + setting("data.limit_percent") + ", data.threshold_percent " +
         setting("data.threshold_percent") + ", data.difference " + setting("data.difference");
}

std::vector<std::string> default_keys(const ResultsFile& file) {
  std::vector<std::string> keys;
  for (const Column& column : file.columns()) {
    if (column.key != "replicate") keys.push_back(column.key);
  }
  return keys;
}

}  // namespace

bool is_share_of_test_samples(const std::string& metric) { return metric == "test_accuracy"; }

bool is_percentage(const std::string& metric) {
  return metric.ends_with("_accuracy") || metric.ends_with("_auc") || metric.ends_with("_f1");
}

Summary::Summary(const ResultsFile& file, std::vector<std::string> by, const std::string& metric)
    : keys_(by.empty() ? default_keys(file) : std::move(by)), metric_(metric), ring_(ring_of(file)) {
  const sweep::Metric measured = find_metric(metric, file.path());
  std::vector<GroupKey> key_fields;
  for (const std::string& key : keys_) key_fields.push_back(GroupKey::find(key, file));
  std::vector<std::size_t> other_columns;
  std::optional<std::size_t> replicate_column;
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    const std::string& key = file.columns()[i].key;
    if (key == "replicate") replicate_column = i;
    if (key != "replicate" && std::find(keys_.begin(), keys_.end(), key) == keys_.end()) {
      other_columns.push_back(i);
    }
  }

  std::map<std::vector<double>, Group> groups;  // by the keys' ranks, so they end up in order
  Numbers<std::string> replicates;
  Numbers<std::vector<std::string>> combinations;  // levels of the factors that are no keys
  file.each([&](const RowView& row) {
    ++trials_;
    std::vector<double> ranks;
    ranks.reserve(key_fields.size());
    for (GroupKey& key : key_fields) ranks.push_back(key.rank(row));
    if (row.state() != sweep::TrialState::COMPLETE) return;
    ++complete_;
    if (const std::string remark = row.message(); !remark.empty()) ++remarks_[remark];
    const double value = row.metric(measured);
    if (std::isnan(value) ||
        std::any_of(ranks.begin(), ranks.end(), [](double r) { return std::isnan(r); })) {
      return;
    }
    const auto [found, is_new] = groups.try_emplace(ranks);
    Group& group = found->second;
    if (is_new) {
      for (const GroupKey& key : key_fields) {
        group.cell.keys.push_back(key.text(row));
        group.cell.numbers.push_back(key.number(row));
      }
    }
    std::vector<std::string> others;
    for (const std::size_t column : other_columns) others.push_back(row.text(column));
    const std::size_t replicate = replicate_column ? replicates.of(row.text(*replicate_column)) : 0;
    group.trials.push_back({static_cast<double>(replicate), combinations.of(others)});
    group.values.push_back(value);
    group.test_samples.push_back(row.metric(sweep::Metric::TEST_SAMPLES));
  });
  const std::vector<std::vector<std::string>> levels = combinations.texts();
  std::set<std::size_t> pooled;
  for (auto& [ranks, group] : groups) {
    const ReplicateMeans means(group.trials);
    left_out_ += means.left_out();
    unequal_ += means.left_out() > 0 ? 1 : 0;
    const std::vector<double> values = means.of(group.values);
    const std::vector<double> test_samples = means.of(group.test_samples);
    const std::vector<std::size_t>& averaged = means.trials().front();  // others have the same combinations
    for (const std::size_t trial : averaged) {
      for (std::size_t i = 0; i < other_columns.size(); ++i) {
        const std::string& first = levels[group.trials[averaged.front()].combination][i];
        if (levels[group.trials[trial].combination][i] != first) pooled.insert(other_columns[i]);
      }
    }
    // A study of wells tests every replicate on the same wells: more replicates are no more wells.
    const bool own_samples = file.header().task == "spectra" || values.size() == 1;
    group.cell.interval = own_samples && is_share_of_test_samples(metric_)
                              ? share_interval(values, test_samples)
                              : student_t_interval(values);
    group.cell.test_samples = mean_of(test_samples);
    cells_.push_back(std::move(group.cell));
  }
  for (const std::size_t column : pooled) pooled_.push_back(file.columns()[column].key);
}

}  // namespace results
