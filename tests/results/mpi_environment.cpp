// Writing a results file needs MPI: one process alone is enough.

#include <gtest/gtest.h>
#include <mpi.h>

namespace {

class MpiEnvironment : public testing::Environment {
 public:
  void SetUp() override { ASSERT_EQ(MPI_Init(nullptr, nullptr), MPI_SUCCESS); }
  void TearDown() override { MPI_Finalize(); }
};

[[maybe_unused]] const auto* const kEnvironment = testing::AddGlobalTestEnvironment(new MpiEnvironment);

}  // namespace
