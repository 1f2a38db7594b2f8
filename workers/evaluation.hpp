#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

#include "sim/dataset.hpp"
#include "sweep/trial_record.hpp"
#include "workers/rank_team.hpp"

namespace workers {

/// Logits [rows, class] of a batch of samples.
using Classify = std::function<at::Tensor(const at::Tensor& batch)>;

/// Logits [samples, 2] float32 on the CPU of the given samples: each member classifies its share. Collective
/// on the team.
at::Tensor logits_of(const std::vector<std::int64_t>& samples, sim::Dataset& dataset,
                     const Classify& classify, at::Device device, const RankTeam& team);

/// The samples of one side of the split, in order.
std::vector<std::int64_t> samples_in(const sim::Dataset& dataset, sim::Split split);

/// Their labels, [sample] int64 on the CPU.
at::Tensor labels_of(const std::vector<std::int64_t>& samples, const sim::Dataset& dataset);

/// Accuracy and mean cross-entropy.
struct Score {
  double accuracy = 0;
  double loss = 0;
};
Score score(const at::Tensor& logits, const at::Tensor& labels);

/// Classifies every sample, and fills the record's predictions and its metrics of both sides. Collective on
/// the team.
void evaluate(sim::Dataset& dataset, const Classify& classify, at::Device device, const RankTeam& team,
              sweep::TrialRecord& record);

}  // namespace workers
