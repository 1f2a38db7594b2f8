#pragma once

#include <limits>
#include <span>
#include <vector>

namespace results {

/// The receiver operating characteristic of scores: how many positives and how many negatives are above a
/// threshold, for every threshold. Equal scores are one step, a slanted one. Empty, and its area NaN, unless
/// both kinds occur.
struct RocCurve {
  struct Point {
    double false_rate = 0;  // of the negatives
    double true_rate = 0;   // of the positives
  };

  RocCurve() = default;
  /// `positive`: 0 or not, one per score.
  RocCurve(std::span<const double> scores, std::span<const unsigned char> positive);

  /// By linear interpolation; on a vertical part its upper end.
  double true_rate_at(double false_rate) const;

  std::vector<Point> points;  // from (0, 0) to (1, 1)
  /// The area under it: the share of (positive, negative) pairs that the scores rank right, ties counted half
  /// (Mann and Whitney; Hanley and McNeil, Radiology 143 (1982) 29).
  double area = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace results
