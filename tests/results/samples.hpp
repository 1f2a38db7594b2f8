#pragma once

#include <cmath>
#include <string>

#include "results/results_file.hpp"
#include "sweep/grid.hpp"
#include "sweep/study.hpp"

namespace samples {

/// 2 SNRs x 2 architectures x 3 replicates. "SNR 100" comes from the text, so it can be changed.
inline const std::string kStudy = R"(name: small
task: spectra
seed: 7
settings:
  data.limit_percent: 20
factors:
  data.snr: [100, 2]
  model.architecture: [student, mlp]
  replicate: 3
)";

inline sweep::Study study(const std::string& text = kStudy) { return sweep::Study::parse(text, "test.yaml"); }

inline constexpr sweep::RecordShape kShape{5, 4, 2};

/// A record in which every field says something; `epochs` and `samples` may be smaller than the shape.
inline sweep::TrialRecord record(const sweep::Grid& grid, sweep::Row row, std::size_t epochs = 0,
                                 std::size_t samples = 0) {
  sweep::TrialRecord record;
  record.id = grid[row].id;
  record.state = sweep::TrialState::COMPLETE;
  for (std::size_t i = 0; i < sweep::kMetricNames.size(); ++i) {
    record.metrics.values()[i] = 0.5 + 0.001 * static_cast<double>(row.value) + 0.01 * static_cast<double>(i);
  }
  record.metrics[sweep::Metric::TEST_SAMPLES] = 400;
  record.metrics[sweep::Metric::EPOCHS] = static_cast<double>(epochs);
  for (std::size_t c = 0; c < record.curves.size(); ++c) {
    for (std::size_t e = 0; e < epochs; ++e) record.curves[c].push_back(static_cast<float>(10 * c + e));
  }
  for (std::size_t s = 0; s < samples; ++s) {
    record.predictions.logits.push_back(static_cast<float>(s) + 0.25F);
    record.predictions.logits.push_back(-static_cast<float>(s) - 0.5F);
    record.predictions.labels.push_back(static_cast<std::uint8_t>(s % 2));
    record.predictions.splits.push_back(static_cast<std::uint8_t>(s % 3 == 0));
  }
  record.attempts = 2;
  record.incarnation = 3;
  record.host = "node-17";
  record.device = "cuda:1";
  record.first_rank = {5};
  record.team_size = 4;
  record.start_time = 1.7e9 + row.value;
  return record;
}

/// A file of `study` in `path` with every trial's record.
inline void write_all(const std::string& path, const sweep::Study& study,
                      const sweep::RecordShape& shape = kShape) {
  const sweep::Grid grid(study);
  results::ResultsFile::create(path, study, grid, shape);
  results::ResultsFile file(path, results::Access::WRITE);
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    file.write({i}, record(grid, {i}, shape.epochs, shape.samples));
  }
}

}  // namespace samples
