#include "results/figures/roc_average.hpp"

#include <algorithm>

#include "results/answers/replicate_means.hpp"
#include "results/figures/test_votes.hpp"
#include "results/statistics/roc_curve.hpp"

namespace results {

RocAverage RocAverage::of(const ResultsFile& file, const std::vector<const Observation*>& trials) {
  std::vector<RocCurve> curves;
  std::vector<double> areas;
  std::vector<ReplicateMeans::Trial> measured;
  for (const Observation* trial : trials) {
    const TestVotes votes = TestVotes::of(file, trial->row);
    RocCurve curve(votes.scores, votes.different);
    if (curve.points.empty()) continue;
    measured.push_back({trial->replicate, trial->variant});
    areas.push_back(curve.area);
    curves.push_back(std::move(curve));
  }
  RocAverage average;
  const ReplicateMeans means(measured);
  average.area = student_t_interval(means.of(areas));
  for (std::size_t i = 0; i <= kSteps; ++i) {
    At& at = average.at[i];
    std::vector<double> rates;
    for (const RocCurve& curve : curves) rates.push_back(curve.true_rate_at(static_cast<double>(i) / kSteps));
    const std::vector<double> of_replicates = means.of(rates);
    for (const double rate : of_replicates) {
      at.mean += rate / static_cast<double>(of_replicates.size());
      at.least = std::min(at.least, rate);
      at.most = std::max(at.most, rate);
    }
  }
  return average;
}

}  // namespace results
