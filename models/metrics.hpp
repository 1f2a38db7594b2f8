#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace models {

// How well two-class predictions agree with the labels. Class 1 is the positive one.
struct Metrics {
  double accuracy = 0;  // share of rows whose larger logit is the label's; a tie counts as class 0
  double auc = 0;       // area under the ROC curve; NaN if only one class occurs
  double f1 = 0;        // 2·TP/(2·TP + FP + FN); 0 if there is nothing positive at all
  double mcc = 0;       // Matthews correlation of predictions and labels; 0 where either is all of one class
};

// logits: [rows, 2], labels: [rows] int64, any device. Throws std::invalid_argument on other shapes, on no
// rows and on labels other than 0 and 1.
Metrics evaluate(const at::Tensor& logits, const at::Tensor& labels);

double accuracy(const std::vector<int64_t>& predicted, const std::vector<int64_t>& labels);
double f1_score(const std::vector<int64_t>& predicted, const std::vector<int64_t>& labels);
double matthews_correlation(const std::vector<int64_t>& predicted, const std::vector<int64_t>& labels);

// Share of (positive, negative) pairs ranked right, ties counted half: the Mann–Whitney statistic, exact, O(n
// log n).
double area_under_curve(const std::vector<double>& scores, const std::vector<int64_t>& labels);

}  // namespace models
