#pragma once

#include <cstddef>
#include <span>

namespace results {

/// What was called what in one test set.
struct CalledCounts {
  std::size_t total = 0;
  std::size_t different = 0;         // samples whose label is Different
  std::size_t called_different = 0;  // samples that the network calls Different
  std::size_t right = 0;             // samples called by their label

  /// Samples called by their label when labels are permuted, on average.
  double expected_right() const;
};

/// What permuting the labels inside each test set says of the pooled number of right samples. A permutation
/// keeps how many samples are Different and how many are called so, hence the number that are both is
/// hypergeometric (Fisher 1935), and the distribution of the sum over test sets is computed by convolution:
/// it is what infinitely many permutations would give.
struct LabelPermutation {
  double expected_right = 0;
  double sd = 0;
  double p = 1;  // two-sided: of lying at least as far from what is expected
};
LabelPermutation label_permutation(std::span<const CalledCounts> test_sets);

}  // namespace results
