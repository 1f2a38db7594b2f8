#include "results/statistics/drop_test.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "results/statistics/additive_model.hpp"

namespace results {
namespace {

constexpr double kPower = 0.8;
constexpr double kMostReplicates = 1000;
/// With two replicates the larger of both spreads would err up to 8 % of the time for 5.
constexpr std::size_t kLeastToPool = 3;

/// A spread from a level's own few replicates gets a quantile of 4 % where 5 % are asked for: accuracies near
/// 1 are skewed, and t tests of skewed values err up to a fifth more often than they say (measured:
/// docs/answers.md).
constexpr double kOwnShareOfError = 0.8;
/// An own spread counts once it is this many times the pooled one, so that the error stays within what is
/// stated whatever the ratio of the true spreads is: three replicates tell too little about it to wait for
/// more.
double larger_own(std::size_t replicates) { return replicates > 3 ? 1.0 : 0.9; }

double t_quantile(double confidence, double degrees_of_freedom) {
  return boost::math::quantile(boost::math::students_t(degrees_of_freedom), confidence);
}

double normal_quantile(double confidence) { return boost::math::quantile(boost::math::normal(), confidence); }

double own_confidence(const DropTestOptions& options) {
  return 1 - kOwnShareOfError * (1 - options.confidence);
}

/// Differences' number, mean and spread.
DropTest measured(const std::vector<double>& drops) {
  DropTest test;
  test.replicates = drops.size();
  if (drops.empty()) return test;
  const auto n = static_cast<double>(drops.size());
  test.drop = 0;
  for (const double drop : drops) test.drop += drop / n;
  if (drops.size() < 2) return test;
  double squares = 0;
  for (const double drop : drops) squares += (drop - test.drop) * (drop - test.drop);
  test.sd = std::sqrt(squares / (n - 1));
  test.degrees_of_freedom = n - 1;
  return test;
}

/// Half width and decision. `least_variance`: of a single difference, times the test samples; it is known,
/// not estimated. Without test samples replicates that happen to be equal would show anything.
void decide(DropTest& test, double least_variance, double samples, const DropTestOptions& options) {
  if (test.degrees_of_freedom <= 0 || !(samples > 0)) return;
  const double least_sd = std::sqrt(least_variance / samples);
  const auto n = static_cast<double>(test.replicates);
  const double root = std::sqrt(n);
  const double confidence = test.degrees_of_freedom > n - 1 ? options.confidence : own_confidence(options);
  test.half_width = t_quantile(confidence, test.degrees_of_freedom) * test.sd / root;
  const double least = normal_quantile(options.confidence) * least_sd / root;
  if (least > test.half_width) {
    test.half_width = least;
    test.sd = least_sd;
    test.degrees_of_freedom = std::numeric_limits<double>::infinity();
  }
  if (test.high() < options.margin) test.decision = DropDecision::ENOUGH;
  if (test.low() > options.margin) test.decision = DropDecision::TOO_SMALL;
}

}  // namespace

std::vector<DropTest> drops_below_reference(const ReplicateTable& table, std::span<const double> test_samples,
                                            const DropTestOptions& options) {
  const std::vector<double> variances = binomial_unit_variances(table, test_samples);
  const AdditiveModel model(table, variances);
  std::vector<DropTest> tests;
  for (std::size_t k = 1; k < table.size(); ++k) {
    std::vector<double> drops;
    for (std::size_t r = 0; r < std::min(table[0].size(), table[k].size()); ++r) {
      const double drop = table[0][r] - table[k][r];
      if (!std::isnan(drop)) drops.push_back(drop);
    }
    DropTest test = measured(drops);
    const double pooled = std::sqrt(model.spread * (variances[0] + variances[k]));
    if (test.replicates >= kLeastToPool && model.degrees_of_freedom > test.degrees_of_freedom &&
        test.sd <= larger_own(test.replicates) * pooled) {
      test.sd = pooled;
      test.degrees_of_freedom = model.degrees_of_freedom;
    }
    decide(test, options.margin * (1 - options.margin), test_samples[k], options);
    tests.push_back(test);
  }
  return tests;
}

std::vector<DropTest> drops_below(double accuracy, const ReplicateTable& table,
                                  std::span<const double> test_samples, const DropTestOptions& options) {
  std::vector<DropTest> tests;
  const double least_share = std::clamp(accuracy - options.margin, 0.0, 1.0);
  for (std::size_t k = 0; k < table.size(); ++k) {
    std::vector<double> drops;
    for (const double value : table[k]) {
      if (!std::isnan(value)) drops.push_back(accuracy - value);
    }
    DropTest test = measured(drops);
    decide(test, least_share * (1 - least_share), test_samples[k], options);
    tests.push_back(test);
  }
  return tests;
}

DropSequence in_sequence(std::span<const DropTest> tests) {
  DropSequence sequence;
  for (std::size_t k = 0; k < tests.size() && tests[k].decision == DropDecision::ENOUGH; ++k) {
    ++sequence.enough;
  }
  for (std::size_t k = tests.size(); k-- > 0 && tests[k].decision == DropDecision::TOO_SMALL;) {
    ++sequence.too_small;
  }
  return sequence;
}

double replicates_to_decide(const DropTest& test, const DropTestOptions& options) {
  if (!(test.sd > 0)) return 0;
  const double distance = std::abs(options.margin - test.drop);
  for (double n = 2; n <= kMostReplicates; ++n) {
    const double wanted = t_quantile(own_confidence(options), n - 1) + normal_quantile(kPower);
    if (wanted * test.sd <= std::sqrt(n) * distance) return n;
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace results
