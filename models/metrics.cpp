#include "models/metrics.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace models {
namespace {

void check(size_t predictions, const std::vector<int64_t>& labels) {
  if (labels.empty() || predictions != labels.size())
    throw std::invalid_argument("metrics need at least one prediction and as many labels");
  if (std::any_of(labels.begin(), labels.end(), [](int64_t label) { return label != 0 && label != 1; }))
    throw std::invalid_argument("metrics are for labels 0 and 1");
}

}  // namespace

double accuracy(const std::vector<int64_t>& predicted, const std::vector<int64_t>& labels) {
  check(predicted.size(), labels);
  const auto hits = std::inner_product(predicted.begin(), predicted.end(), labels.begin(), int64_t{0},
                                       std::plus<>(), std::equal_to<>());
  return static_cast<double>(hits) / static_cast<double>(labels.size());
}

double f1_score(const std::vector<int64_t>& predicted, const std::vector<int64_t>& labels) {
  check(predicted.size(), labels);
  const auto true_positives =
      std::inner_product(predicted.begin(), predicted.end(), labels.begin(), int64_t{0});
  // 2 TP + FP + FN: all that is predicted positive and all that is positive.
  const int64_t positives = std::accumulate(predicted.begin(), predicted.end(), int64_t{0}) +
                            std::accumulate(labels.begin(), labels.end(), int64_t{0});
  return positives == 0 ? 0 : 2 * static_cast<double>(true_positives) / static_cast<double>(positives);
}

double matthews_correlation(const std::vector<int64_t>& predicted, const std::vector<int64_t>& labels) {
  check(predicted.size(), labels);
  // The correlation coefficient of two columns of 0 and 1.
  const auto n = static_cast<double>(labels.size());
  const auto sum = [](const std::vector<int64_t>& x) {
    return static_cast<double>(std::accumulate(x.begin(), x.end(), int64_t{0}));
  };
  const double p = sum(predicted), t = sum(labels);
  const auto both =
      static_cast<double>(std::inner_product(predicted.begin(), predicted.end(), labels.begin(), int64_t{0}));
  const double spread = p * (n - p) * t * (n - t);
  return spread == 0 ? 0 : (n * both - p * t) / std::sqrt(spread);
}

double area_under_curve(const std::vector<double>& scores, const std::vector<int64_t>& labels) {
  check(scores.size(), labels);
  std::vector<size_t> order(scores.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return scores[a] < scores[b]; });
  double positives = 0, negatives = 0, wins = 0;
  for (size_t begin = 0; begin < order.size();) {
    double tied_positives = 0, tied_negatives = 0;
    size_t end = begin;
    for (; end < order.size() && scores[order[end]] == scores[order[begin]]; ++end)
      (labels[order[end]] == 1 ? tied_positives : tied_negatives) += 1;
    wins += tied_positives * (negatives + tied_negatives / 2);
    positives += tied_positives;
    negatives += tied_negatives;
    begin = end;
  }
  if (positives == 0 || negatives == 0) return std::numeric_limits<double>::quiet_NaN();
  return wins / (positives * negatives);
}

Metrics evaluate(const at::Tensor& logits, const at::Tensor& labels) {
  if (logits.dim() != 2 || logits.size(1) != 2 || labels.dim() != 1 || labels.size(0) != logits.size(0))
    throw std::invalid_argument("metrics need logits [rows, 2] and labels [rows]");
  const at::Tensor margin = (logits.select(1, 1).to(at::kDouble) - logits.select(1, 0)).cpu().contiguous();
  const at::Tensor truth = labels.to(at::kLong).cpu().contiguous();
  const std::vector<double> scores(margin.data_ptr<double>(), margin.data_ptr<double>() + margin.numel());
  const std::vector<int64_t> classes(truth.data_ptr<int64_t>(), truth.data_ptr<int64_t>() + truth.numel());
  std::vector<int64_t> predicted(scores.size());
  std::transform(scores.begin(), scores.end(), predicted.begin(),
                 [](double score) { return score > 0 ? 1 : 0; });
  return {accuracy(predicted, classes), area_under_curve(scores, classes), f1_score(predicted, classes),
          matthews_correlation(predicted, classes)};
}

}  // namespace models
