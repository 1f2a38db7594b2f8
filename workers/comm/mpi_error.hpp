#pragma once

#include <stdexcept>
#include <string>

namespace comm {

/// An MPI call failed: says which and why.
class MpiError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws MpiError unless `code` is MPI_SUCCESS. Works only because MpiSession sets MPI_ERRORS_RETURN.
void check(int code, const char* call);

}  // namespace comm
