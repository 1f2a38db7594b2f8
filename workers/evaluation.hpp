#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <limits>
#include <vector>

#include "sim/dataset.hpp"
#include "sweep/trial_record.hpp"
#include "workers/rank_team.hpp"

namespace workers {

/// Logits [rows, class] of a batch of samples.
using Classify = std::function<at::Tensor(const at::Tensor& batch)>;

/// What is done with a trained model: its `classify`, which runs on `device`.
using Judge = std::function<void(const Classify& classify, at::Device device)>;

/// What `classify` makes of the given samples, [samples, width] float32 on the CPU: each member works on its
/// share. Collective on the team.
at::Tensor outputs_of(const std::vector<std::int64_t>& samples, const sim::Dataset& dataset,
                      const Classify& classify, std::int64_t width, at::Device device, const RankTeam& team);

/// Rows that are classified together.
inline constexpr std::int64_t kEvaluationBatch = 64;

/// The same for logits [samples, 2].
at::Tensor logits_of(const std::vector<std::int64_t>& samples, const sim::Dataset& dataset,
                     const Classify& classify, at::Device device, const RankTeam& team);

/// The samples of one side of the split, in order.
std::vector<std::int64_t> samples_in(const sim::Dataset& dataset, sim::Split split);

/// Their labels, [sample] int64 on the CPU.
at::Tensor labels_of(const std::vector<std::int64_t>& samples, const sim::Dataset& dataset);

/// Accuracy and mean cross-entropy.
struct Score {
  double accuracy = std::numeric_limits<double>::quiet_NaN();
  double loss = std::numeric_limits<double>::quiet_NaN();
};
Score score(const at::Tensor& logits, const at::Tensor& labels);

/// Classifies every sample, and fills the record's predictions and its metrics of both sides. Collective on
/// the team.
void evaluate(const sim::Dataset& dataset, const Classify& classify, at::Device device, const RankTeam& team,
              sweep::TrialRecord& record);

}  // namespace workers
