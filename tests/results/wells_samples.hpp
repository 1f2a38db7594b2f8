#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "results/results_file.hpp"
#include "results/statistics/well_votes.hpp"
#include "sweep/grid.hpp"
#include "sweep/study.hpp"

/// Results files of wells studies made by hand.
namespace wells_samples {

/// A study whose trials are `factors` (flow YAML, without braces).
inline sweep::Study study(const std::string& factors, const std::string& settings = "") {
  return sweep::Study::parse(
      "name: cytokines\ntask: wells\nseed: 3\nsettings: {" + settings + "}\nfactors: {" + factors + "}\n",
      "wells.yaml");
}

/// A record with these votes and every metric that follows from them: counted here, not by our own code.
inline sweep::TrialRecord record(const results::WellVotes& votes) {
  sweep::TrialRecord record;
  record.state = sweep::TrialState::COMPLETE;
  double counts[5] = {};
  for (const results::WellVote vote : votes) {
    ++counts[static_cast<int>(vote)];
    const bool used = vote != results::WellVote::NOT_USED;
    const bool positive =
        vote == results::WellVote::TRUE_POSITIVE || vote == results::WellVote::FALSE_NEGATIVE;
    const bool called = vote == results::WellVote::TRUE_POSITIVE || vote == results::WellVote::FALSE_POSITIVE;
    record.predictions.splits.push_back(used ? 1 : 255);
    record.predictions.labels.push_back(used ? (positive ? 1 : 0) : 255);
    record.predictions.logits.push_back(used ? 0.25F : std::nanf(""));
    record.predictions.logits.push_back(used ? (called ? 1.25F : -0.75F) : std::nanf(""));
  }
  const double tn = counts[1];
  const double fp = counts[2];
  const double fn = counts[3];
  const double tp = counts[4];
  using enum sweep::Metric;
  record.metrics[TEST_F1] = 2 * tp / (2 * tp + fp + fn);
  record.metrics[TEST_ACCURACY] = (tp + tn) / (tp + tn + fp + fn);
  record.metrics[TEST_MCC] = (tp * tn - fp * fn) / std::sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
  record.metrics[ALWAYS_POSITIVE_F1] = 2 * (tp + fn) / (2 * (tp + fn) + fp + tn);
  record.metrics[INTENSITY_F1] = 0.6;
  record.metrics[TEST_SAMPLES] = tp + tn + fp + fn;
  record.metrics[PARAMETERS] = 3936674;
  record.attempts = 1;
  record.host = "node";
  return record;
}

/// tp, fn, fp and tn wells one after the other, then wells that were not used up to `wells`.
inline results::WellVotes votes(std::size_t tp, std::size_t fn, std::size_t fp, std::size_t tn,
                                std::size_t wells) {
  using enum results::WellVote;
  results::WellVotes all(wells, NOT_USED);
  std::size_t at = 0;
  for (std::size_t i = 0; i < tp; ++i) all[at++] = TRUE_POSITIVE;
  for (std::size_t i = 0; i < fn; ++i) all[at++] = FALSE_NEGATIVE;
  for (std::size_t i = 0; i < fp; ++i) all[at++] = FALSE_POSITIVE;
  for (std::size_t i = 0; i < tn; ++i) all[at++] = TRUE_NEGATIVE;
  return all;
}

inline sweep::TrialRecord pruned(const std::string& reason) {
  sweep::TrialRecord record;
  record.state = sweep::TrialState::PRUNED;
  record.message = reason;
  record.attempts = 1;
  return record;
}

/// "A01", "A02" … of a plate with 12 or 24 columns.
inline std::vector<std::string> names(std::size_t wells, std::size_t columns = 12,
                                      const std::string& plate = "") {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < wells; ++i) {
    const std::string column = std::to_string(i % columns + 1);
    all.push_back(plate + (plate.empty() ? "" : ":") + static_cast<char>('A' + i / columns) +
                  (column.size() < 2 ? "0" : "") + column);
  }
  return all;
}

/// Writes the record that `of` gives for each trial's settings; a waiting one is not written.
inline results::ResultsFile file(const std::string& path, const sweep::Study& study,
                                 const std::vector<std::string>& wells,
                                 const std::function<sweep::TrialRecord(const sweep::Settings&)>& of,
                                 std::size_t epochs = 0) {
  const sweep::Grid grid(study);
  results::ResultsFile::create(path, study, grid, {epochs, wells.size(), 2, wells});
  results::ResultsFile writer(path, results::Access::WRITE);
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    sweep::TrialRecord record = of(grid.settings({i}));
    if (record.state == sweep::TrialState::WAITING) continue;
    record.id = grid[sweep::Row{i}].id;
    writer.write({i}, record);
  }
  return {path, results::Access::READ};
}

}  // namespace wells_samples
