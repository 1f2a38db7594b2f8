#include "models/metrics.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <stdexcept>

#include "tests/models/numbers.hpp"

namespace models {
namespace {

double pairs_ranked_right(const std::vector<double>& scores, const std::vector<int64_t>& labels) {
  double wins = 0, pairs = 0;
  for (size_t i = 0; i < scores.size(); ++i)
    for (size_t j = 0; j < scores.size(); ++j) {
      if (labels[i] != 1 || labels[j] != 0) continue;
      pairs += 1;
      wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
    }
  return wins / pairs;
}

TEST(Metrics, AreaUnderCurveCountsPairsAndHalvesTies) {
  const at::Tensor rough = (2 * normal_numbers({60}, 1)).round();  // many ties
  std::vector<double> scores;
  std::vector<int64_t> labels;
  for (int64_t i = 0; i < 60; ++i) {
    scores.push_back(rough[i].item<double>() + (i % 3 == 0 ? 1 : 0));
    labels.push_back(i % 3 == 0 ? 1 : 0);
  }
  EXPECT_DOUBLE_EQ(area_under_curve(scores, labels), pairs_ranked_right(scores, labels));
}

TEST(Metrics, AreaUnderCurveOfOrderedReversedAndConstantScores) {
  EXPECT_EQ(area_under_curve({1, 2, 3, 4}, {0, 0, 1, 1}), 1);
  EXPECT_EQ(area_under_curve({4, 3, 2, 1}, {0, 0, 1, 1}), 0);
  EXPECT_EQ(area_under_curve({1, 1, 1, 1}, {0, 0, 1, 1}), 0.5);
  EXPECT_TRUE(std::isnan(area_under_curve({1, 2}, {1, 1})));
}

TEST(Metrics, F1AndAccuracyByHand) {
  const std::vector<int64_t> predicted{1, 1, 1, 0, 0, 0, 0}, labels{1, 1, 0, 1, 0, 0, 0};  // TP 2, FP 1, FN 1
  EXPECT_DOUBLE_EQ(f1_score(predicted, labels), 2.0 / 3);
  EXPECT_DOUBLE_EQ(accuracy(predicted, labels), 5.0 / 7);
  EXPECT_EQ(f1_score({0, 0}, {0, 0}), 0);
}

TEST(Metrics, MatthewsCorrelationByHand) {
  const std::vector<int64_t> predicted{1, 1, 1, 0, 0, 0, 0}, labels{1, 1, 0, 1, 0, 0, 0};  // and TN 3
  EXPECT_DOUBLE_EQ(matthews_correlation(predicted, labels), (2 * 3 - 1 * 1) / std::sqrt(3.0 * 3 * 4 * 4));
  EXPECT_DOUBLE_EQ(matthews_correlation(labels, labels), 1);
  EXPECT_DOUBLE_EQ(matthews_correlation({0, 0, 1}, {1, 1, 0}), -1);
  EXPECT_EQ(matthews_correlation({1, 1}, {0, 1}), 0);
  EXPECT_EQ(matthews_correlation({1, 0}, {1, 1}), 0);
}

TEST(Metrics, OfLogits) {
  const at::Tensor logits = at::tensor({0.0F, 1.0F, 2.0F, 1.0F, 0.0F, 0.5F, 1.0F, 1.0F}).view({4, 2});
  const Metrics metrics = evaluate(logits, at::tensor({1, 0, 0, 1}, at::kLong));
  EXPECT_DOUBLE_EQ(metrics.accuracy, 0.5);  // the tie in the last row counts as class 0
  EXPECT_DOUBLE_EQ(metrics.auc, 0.75);
  EXPECT_DOUBLE_EQ(metrics.f1, 0.5);
  EXPECT_DOUBLE_EQ(metrics.mcc, 0);
}

TEST(Metrics, RefuseWhatHasNoMeaning) {
  EXPECT_THROW(accuracy({}, {}), std::invalid_argument);
  EXPECT_THROW(accuracy({1}, {1, 0}), std::invalid_argument);
  EXPECT_THROW(area_under_curve({1, 2}, {0, 2}), std::invalid_argument);
  EXPECT_THROW(evaluate(at::zeros({3, 4}), at::zeros({3}, at::kLong)), std::invalid_argument);
}

}  // namespace
}  // namespace models
