#include "workers/comm/communicator.hpp"

#include <algorithm>

#include "workers/comm/mpi_error.hpp"

namespace comm {
namespace {

constexpr std::size_t kLargestCount = std::size_t{1} << 30;  // MPI counts are int

template <class T>
void sum_in_pieces(std::span<T> values, MPI_Datatype type, MPI_Comm handle) {
  for (std::size_t first = 0; first < values.size(); first += kLargestCount) {
    const auto count = static_cast<int>(std::min(kLargestCount, values.size() - first));
    check(MPI_Allreduce(MPI_IN_PLACE, values.data() + first, count, type, MPI_SUM, handle), "MPI_Allreduce");
  }
}

}  // namespace

Communicator::Communicator(MPI_Comm handle) : handle_(handle) {
  check(MPI_Comm_rank(handle_, &rank_), "MPI_Comm_rank");
  check(MPI_Comm_size(handle_, &size_), "MPI_Comm_size");
}

Communicator Communicator::subgroup(const std::vector<int>& ranks) const {
  MPI_Group all = MPI_GROUP_NULL;
  MPI_Group some = MPI_GROUP_NULL;
  MPI_Comm made = MPI_COMM_NULL;
  check(MPI_Comm_group(handle_, &all), "MPI_Comm_group");
  check(MPI_Group_incl(all, static_cast<int>(ranks.size()), ranks.data(), &some), "MPI_Group_incl");
  // Teams being made at the same time never share a rank, so the first rank makes the tag unique among them.
  check(MPI_Comm_create_group(handle_, some, ranks.front(), &made), "MPI_Comm_create_group");
  check(MPI_Comm_set_errhandler(made, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
  check(MPI_Group_free(&some), "MPI_Group_free");
  check(MPI_Group_free(&all), "MPI_Group_free");
  return Communicator(made);
}

Communicator Communicator::node() const {
  MPI_Comm node = MPI_COMM_NULL;
  check(MPI_Comm_split_type(handle_, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &node), "MPI_Comm_split_type");
  check(MPI_Comm_set_errhandler(node, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
  return Communicator(node);
}

bool Communicator::is_on_one_host() const {
  Communicator host = node();
  const int here = host.size();
  host.free();
  return here == size_;
}

void Communicator::free() { check(MPI_Comm_free(&handle_), "MPI_Comm_free"); }

void Communicator::sum(std::span<float> values) const {
  if (size_ > 1) sum_in_pieces(values, MPI_FLOAT, handle_);
}

void Communicator::sum(std::span<double> values) const {
  if (size_ > 1) sum_in_pieces(values, MPI_DOUBLE, handle_);
}

int Communicator::largest(int value) const {
  if (size_ > 1) check(MPI_Allreduce(MPI_IN_PLACE, &value, 1, MPI_INT, MPI_MAX, handle_), "MPI_Allreduce");
  return value;
}

std::vector<std::uint64_t> Communicator::all(std::uint64_t value) const {
  std::vector<std::uint64_t> values(static_cast<std::size_t>(size_));
  check(MPI_Allgather(&value, 1, MPI_UINT64_T, values.data(), 1, MPI_UINT64_T, handle_), "MPI_Allgather");
  return values;
}

void Communicator::broadcast(std::span<std::byte> bytes, int root) const {
  check(MPI_Bcast(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, root, handle_), "MPI_Bcast");
}

void Communicator::barrier() const { check(MPI_Barrier(handle_), "MPI_Barrier"); }

}  // namespace comm
