#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "results/answers/observations.hpp"
#include "results/interval.hpp"
#include "results/table_lines.hpp"

namespace results {

/// What the 2023 report's table says of a network, a fraction of its 400 test samples.
struct ReportedAccuracy {
  std::string architecture;
  double snr = 0;
  double accuracy = 0;
  // 95 %, exact: Clopper and Pearson, Biometrika 26 (1934) 404.
  double low = 0;
  double high = 0;
};
inline constexpr double kReportedSamples = 400;

/// The report's table: SNR 100, 50, 5, 2 and 0, teacher and student. In that order, a network after the
/// other.
const std::vector<ReportedAccuracy>& reported_accuracies();

/// The report's table beside what a file has: the teacher with the full cube, the student with the sampling
/// whose reduction is nearest to the report's (every tenth point, 96).
struct ReportTable {
  struct Line {
    ReportedAccuracy reported;
    std::optional<Interval> ours;  // over replicates; nothing where the file has no such trials
    std::string sampling = "";
    double reduction = std::numeric_limits<double>::quiet_NaN();
    double best_accuracy = std::numeric_limits<double>::quiet_NaN();  // mean over the same trials
  };

  explicit ReportTable(const Observations& observations);

  bool empty() const;       // the file has none of it
  std::vector<Line> lines;  // one per entry of the report's table
  std::string pooled;       // sentences where trials differ in more than the replicate; else empty
};

/// SNR, architecture, the report's accuracy with its interval, ours with its own, the difference in points.
TableLines report_table_lines(const ReportTable& table);

}  // namespace results
