// GoogleTest under mpirun: every rank runs every test, in the same order; only rank 0 prints, any rank can
// fail.
#include <gtest/gtest.h>

#include "workers/comm/communicator.hpp"
#include "workers/comm/mpi_session.hpp"

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const comm::MpiSession session(argc, argv);
  const auto world = comm::Communicator::world();
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  if (world.rank() != 0) delete listeners.Release(listeners.default_result_printer());
  const int failed = RUN_ALL_TESTS();
  if (failed && world.rank() != 0) std::fprintf(stderr, "rank %d has failures\n", world.rank());
  return world.largest(failed);
}
