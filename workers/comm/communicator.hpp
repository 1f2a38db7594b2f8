#pragma once

#include <mpi.h>

#include <cstdint>
#include <span>
#include <vector>

namespace comm {

/// A group of ranks that can talk among themselves. A light handle: copies name the same communicator, and
/// nothing is freed behind anyone's back, because freeing is collective.
class Communicator {
 public:
  static Communicator world() { return Communicator(MPI_COMM_WORLD); }
  static Communicator self() { return Communicator(MPI_COMM_SELF); }

  int rank() const { return rank_; }
  int size() const { return size_; }
  MPI_Comm handle() const { return handle_; }

  /// The communicator of some of these ranks, in this order. Collective on those ranks only.
  Communicator subgroup(const std::vector<int>& ranks) const;
  /// Those of its ranks that share this rank's memory. Collective on the communicator.
  Communicator node() const;
  /// Whether all its ranks run on one host. Collective on the communicator.
  bool is_on_one_host() const;
  /// Collective on the communicator, which nobody may use afterwards.
  void free();

  /// Element-wise sum over all ranks, in place. Collective on the communicator.
  void sum(std::span<float> values) const;
  void sum(std::span<double> values) const;
  /// The largest value of any rank. Collective on the communicator.
  int largest(int value) const;
  /// Every rank's value, by rank. Collective on the communicator.
  std::vector<std::uint64_t> all(std::uint64_t value) const;
  /// `root`'s bytes, for everyone. Collective on the communicator.
  void broadcast(std::span<std::byte> bytes, int root) const;
  /// Collective on the communicator.
  void barrier() const;

 private:
  explicit Communicator(MPI_Comm handle);

  MPI_Comm handle_;
  int rank_ = 0;
  int size_ = 1;
};

}  // namespace comm
