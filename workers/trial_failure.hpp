#pragma once

#include <stdexcept>

namespace workers {

/// This trial can't be completed, and every member of its team knows: it is recorded as failed and the sweep
/// goes on. Any other exception that leaves a trial means that the members no longer agree, and ends the job.
class TrialFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace workers
