#pragma once

#include <mpi.h>

#include <span>

namespace comm {

/// A sum over all ranks that MPI is working on (MPI_Iallreduce). Its numbers may not be touched before
/// wait(), which every rank must come to.
class PendingSum {
 public:
  /// In place. Collective on the communicator.
  PendingSum(std::span<float> values, MPI_Comm communicator);

  /// Lets MPI work on it a little.
  void advance();
  void wait();

 private:
  MPI_Request request_ = MPI_REQUEST_NULL;  // a plain number to MPI: copies name the same request
};

}  // namespace comm
