#include "results/answers/effects.hpp"

#include <algorithm>
#include <cmath>

#include "results/group_key.hpp"
#include "results/places.hpp"

namespace results {
namespace {

constexpr const char* kReplicate = "replicate";

void remove_factors_of_one_level(Factorial& data) {
  for (std::size_t i = data.factors.size(); i-- > 0;) {
    if (data.factors[i].levels.size() > 1) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    data.factors.erase(data.factors.begin() + at);
    for (Factorial::Measurement& measurement : data.measurements) {
      measurement.levels.erase(measurement.levels.begin() + at);
    }
  }
}

}  // namespace

Effects Effects::of(const ResultsFile& file, const std::string& metric) {
  const sweep::Metric measured = find_metric(metric, file.path());
  Effects effects;
  effects.metric = metric;
  Factorial& data = effects.data;
  std::vector<std::size_t> columns;
  std::size_t replicate = file.columns().size();
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    if (file.columns()[i].key == kReplicate) {
      replicate = i;
    } else {
      columns.push_back(i);
      data.factors.push_back({file.columns()[i].key, {}});
    }
  }
  Places<std::string> replicates;
  std::vector<Places<std::string>> levels(columns.size());
  file.each([&](const RowView& row) {
    ++effects.trials;
    const double value = row.metric(measured);
    if (row.state() != sweep::TrialState::COMPLETE || std::isnan(value)) return;
    Factorial::Measurement measurement;
    measurement.value = value;
    if (replicate < file.columns().size()) measurement.block = replicates.of(row.text(replicate));
    for (std::size_t i = 0; i < columns.size(); ++i) {
      measurement.levels.push_back(levels[i].of(row.text(columns[i])));
    }
    data.measurements.push_back(std::move(measurement));
  });
  for (std::size_t i = 0; i < columns.size(); ++i) data.factors[i].levels = levels[i].levels();
  data.blocks = std::max<std::size_t>(1, replicates.levels().size());
  remove_factors_of_one_level(data);
  effects.analysis = AnalysisOfVariance::of(data);
  return effects;
}

}  // namespace results
