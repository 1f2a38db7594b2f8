#include "results/figures/roc_average.hpp"

#include <algorithm>

#include "results/figures/test_votes.hpp"
#include "results/statistics/roc_curve.hpp"

namespace results {

RocAverage RocAverage::of(const ResultsFile& file, const std::vector<const Observation*>& trials) {
  std::vector<RocCurve> curves;
  std::vector<double> areas;
  for (const Observation* trial : trials) {
    const TestVotes votes = TestVotes::of(file, trial->row);
    RocCurve curve(votes.scores, votes.different);
    if (curve.points.empty()) continue;
    areas.push_back(curve.area);
    curves.push_back(std::move(curve));
  }
  RocAverage average;
  average.area = student_t_interval(areas);
  for (std::size_t i = 0; i <= kSteps; ++i) {
    At& at = average.at[i];
    for (const RocCurve& curve : curves) {
      const double rate = curve.true_rate_at(static_cast<double>(i) / kSteps);
      at.mean += rate / static_cast<double>(curves.size());
      at.least = std::min(at.least, rate);
      at.most = std::max(at.most, rate);
    }
  }
  return average;
}

}  // namespace results
