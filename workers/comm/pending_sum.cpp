#include "workers/comm/pending_sum.hpp"

#include <stdexcept>

#include "workers/comm/mpi_error.hpp"

namespace comm {

PendingSum::PendingSum(std::span<float> values, MPI_Comm communicator) {
  if (values.size() > (std::size_t{1} << 30)) throw std::length_error("MPI counts are int");
  check(MPI_Iallreduce(MPI_IN_PLACE, values.data(), static_cast<int>(values.size()), MPI_FLOAT, MPI_SUM,
                       communicator, &request_),
        "MPI_Iallreduce");
}

void PendingSum::advance() {
  int done = 0;
  check(MPI_Test(&request_, &done, MPI_STATUS_IGNORE), "MPI_Test");
}

void PendingSum::wait() { check(MPI_Wait(&request_, MPI_STATUS_IGNORE), "MPI_Wait"); }

}  // namespace comm
