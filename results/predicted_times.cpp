#include "results/predicted_times.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

#include "results/statistics/quartiles.hpp"

namespace results {
namespace {

struct Times {
  double predicted_seconds = 0;
  double real_seconds = 0;
  std::vector<double> ratios;
};

std::string line_of(const std::string& name, const Times& times) {
  const Quartiles quartiles(times.ratios);
  char text[160];
  std::snprintf(text, sizeof text, "  %-17s %8zu %12.4g %12.4g %7.2f %8.2f to %.2f\n", name.c_str(),
                times.ratios.size(), times.predicted_seconds, times.real_seconds,
                times.real_seconds / times.predicted_seconds, quartiles.lower, quartiles.upper);
  return text;
}

}  // namespace

std::string predicted_times_text(const ResultsFile& file) {
  const auto& columns = file.columns();
  const auto architecture = std::find_if(columns.begin(), columns.end(), [](const Column& column) {
    return column.key == "model.architecture";
  });
  std::map<std::string, Times> kinds;
  file.each([&](const RowView& row) {
    const double predicted = row.metric(sweep::Metric::PREDICTED_SECONDS);
    const double real = row.metric(sweep::Metric::WALL_SECONDS);
    if (row.state() != sweep::TrialState::COMPLETE || !(predicted > 0) || !(real > 0)) return;
    const bool alike = architecture == columns.end();
    Times& times = kinds[alike ? "all" : row.text(static_cast<std::size_t>(architecture - columns.begin()))];
    times.predicted_seconds += predicted;
    times.real_seconds += real;
    times.ratios.push_back(real / predicted);
  });
  if (kinds.empty()) return "";
  std::string text = "seconds on a worker   trials    predicted         real   ratio    of half of them\n";
  for (const auto& [name, times] : kinds) text += line_of(name, times);
  return text;
}

}  // namespace results
