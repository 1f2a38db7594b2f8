#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace results {

/// Means within each replicate of some trials. A replicate's trials share samples, noise and split, whatever
/// else differs, so they are averaged first: what is independent is the replicates.
///
/// Every replicate's mean has to be over the same combinations of whatever else differs, or differences
/// between combinations would pass for scatter between replicates. So where trials are missing, those
/// combinations and replicates count that are complete together and keep most trials (CompleteBlock).
class ReplicateMeans {
 public:
  struct Trial {
    double replicate = 0;
    std::size_t combination = 0;  // the same number: everything but the replicate is the same
  };

  /// No two of the trials are the same.
  explicit ReplicateMeans(std::span<const Trial> trials);

  /// The mean of each replicate that counts, of a number per trial.
  std::vector<double> of(std::span<const double> numbers) const;

  /// Places of the trials that count, by rising replicate.
  const std::vector<std::vector<std::size_t>>& trials() const { return trials_; }
  std::size_t left_out() const { return left_out_; }  // trials

 private:
  std::vector<std::vector<std::size_t>> trials_;
  std::size_t left_out_ = 0;
};

}  // namespace results
