#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace workers {

/// Why a trial failed, as far as it decides what comes next.
enum class Cause : std::uint8_t { ERROR, OUT_OF_MEMORY };

/// This trial can't be completed, and every member of its team knows: it is recorded as failed and the sweep
/// goes on.
class TrialFailure : public std::runtime_error {
 public:
  explicit TrialFailure(const std::string& message, Cause cause = Cause::ERROR)
      : std::runtime_error(message), cause_(cause) {}
  Cause cause() const { return cause_; }

 private:
  Cause cause_;
};

/// The run is being stopped, or the trial goes on with others, and every member of the trial's team knows: it
/// leaves without a record.
class Interrupted : public std::exception {
 public:
  const char* what() const noexcept override { return "interrupted"; }
};

}  // namespace workers
