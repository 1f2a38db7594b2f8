#include "results/statistics/chance_band.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <map>
#include <vector>

namespace results {
namespace {

constexpr double kTail = 0.025;

std::vector<double> coin_flips(std::size_t count) {
  const boost::math::binomial distribution(static_cast<double>(count), 0.5);
  std::vector<double> probability(count + 1);
  for (std::size_t i = 0; i <= count; ++i) {
    probability[i] = boost::math::pdf(distribution, static_cast<double>(i));
  }
  return probability;
}

/// Probability by F1. Equal fractions are equal doubles, as both parts are whole numbers.
std::map<double, double> distribution_of_f1(std::size_t positives, std::size_t negatives) {
  const std::vector<double> true_positive = coin_flips(positives);
  const std::vector<double> false_positive = coin_flips(negatives);
  std::map<double, double> probability;
  for (std::size_t tp = 0; tp <= positives; ++tp) {
    for (std::size_t fp = 0; fp <= negatives; ++fp) {
      const auto all = static_cast<double>(tp + fp + positives);
      const double f1 = all == 0 ? 0 : 2 * static_cast<double>(tp) / all;
      probability[f1] += true_positive[tp] * false_positive[fp];
    }
  }
  return probability;
}

}  // namespace

ChanceBand chance_band(std::size_t positives, std::size_t negatives, std::size_t tries) {
  ChanceBand band;
  double single = 0;  // P(F1 of one try ≤ f1)
  double before = 0;  // P(best ≤ the F1 before)
  for (const auto& [f1, probability] : distribution_of_f1(positives, negatives)) {
    single = std::min(1.0, single + probability);
    const double best = std::pow(single, static_cast<double>(tries));
    band.mean += f1 * (best - before);
    if (before < kTail && best >= kTail) band.low = f1;
    if (before < 1 - kTail && best >= 1 - kTail) band.high = f1;
    before = best;
  }
  return band;
}

}  // namespace results
