#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "results/interval.hpp"
#include "results/results_file.hpp"

namespace results {

/// One group of trials that agree in every key.
struct Cell {
  std::vector<std::string> keys;  // levels as text, in the order of Summary::keys()
  std::vector<double> numbers;    // the same where they are numbers, else NaN
  Interval interval;
  /// Of a trial, on average; NaN where some trial does not know.
  double test_samples = std::numeric_limits<double>::quiet_NaN();
};

/// One metric of a results file's complete trials, by groups: a mean over replicates, for which the trials of
/// each replicate (other levels of whatever is not a key) are averaged first (ReplicateMeans).
class Summary {
 public:
  /// `by`: factors, or metrics such as data_reduction; empty: every factor but replicate. Throws InputError
  /// for a key or metric that the file does not have, with the nearest one.
  Summary(const ResultsFile& file, std::vector<std::string> by, const std::string& metric);
  explicit Summary(const ResultsFile& file) : Summary(file, {}, "test_accuracy") {}

  const std::vector<std::string>& keys() const { return keys_; }
  const std::string& metric() const { return metric_; }
  /// In the order of the study file: by each key's levels as they first appear; numbers that are measured
  /// (metrics) rise.
  const std::vector<Cell>& cells() const { return cells_; }
  std::size_t trials() const { return trials_; }      // rows of the file
  std::size_t complete() const { return complete_; }  // of them
  /// Factors whose levels differ inside some cell, other than replicate.
  const std::vector<std::string>& pooled() const { return pooled_; }
  /// Complete trials that do not count, as other replicates of their cell lack such a trial, and in how many
  /// cells there are any.
  std::size_t left_out() const { return left_out_; }
  std::size_t unequal_cells() const { return unequal_; }
  /// What the records of complete trials say of themselves ("randomly initialised backbone"), and how many
  /// do.
  const std::map<std::string, std::size_t>& remarks() const { return remarks_; }
  /// How hard the task is: "Different" samples' ring, from the settings. Empty for tasks without one.
  const std::string& ring() const { return ring_; }

 private:
  std::vector<std::string> keys_;
  std::string metric_;
  std::vector<Cell> cells_;
  std::vector<std::string> pooled_;
  std::map<std::string, std::size_t> remarks_;
  std::string ring_;
  std::size_t trials_ = 0;
  std::size_t complete_ = 0;
  std::size_t left_out_ = 0;
  std::size_t unequal_ = 0;
};

/// Whether a metric is a share of test samples, and whether it is written in percent.
bool is_share_of_test_samples(const std::string& metric);
bool is_percentage(const std::string& metric);

}  // namespace results
