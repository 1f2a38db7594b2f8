#pragma once

namespace sweep {

/// How long a trial takes on a team of k ranks, in seconds:
///   fixed + divided / k + hop · log2 k + transfer · (k − 1) / k
/// The last two are its sums over the team: latency, which grows with every doubling, and the bytes that go
/// round. k · on(k), what a team costs, never falls with k.
struct TeamTime {
  double fixed_seconds = 0;
  double divided_seconds = 0;
  double hop_seconds = 0;
  double transfer_seconds = 0;
  int most_ranks = 1;  // a larger team has nothing to do

  double on(int ranks) const;
  double alone() const { return on(1); }
  /// The team of at most `workers` that takes the least time, and of equal ones the smallest.
  int fastest(int workers) const;
  /// The smallest team that ends within `seconds`; fastest() where none does.
  int smallest_within(double seconds, int workers) const;
};

}  // namespace sweep
