#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "sweep/trial_source.hpp"
#include "workers/trial_failure.hpp"

namespace workers {

// What coordinator and workers say to each other. All of them are values; see docs/concepts.md for who says
// what when.

/// Worker: "I have nothing to do." Void when trials are on their way to it.
struct Ready {};
/// Worker: "I am alive", every few seconds while it trains or waits.
struct Pulse {};
/// Worker: "somebody told me to stop: tell everyone."
struct StopWanted {
  std::string reason;
};
/// Worker: "this is how my trial's epoch went; shall I go on?"
using sweep::EpochReport;
/// A team's first rank: "this trial has ended and its record is durable."
struct Ended {
  sweep::Row row;
  sweep::TrialState state = sweep::TrialState::COMPLETE;
  float test_accuracy = 0;
  std::string message;
  Cause cause = Cause::ERROR;  // of a failure
  float seconds = 0;           // from taking it up until its record was durable
};
/// A team's first rank: "I left this trial, as you said", or "I had it ahead, and it would have waited too
/// long for its turn here."
struct PutDown {
  sweep::Row row;
};
/// Coordinator: "train this with these ranks", next, or after what you were given ahead.
using sweep::Assignment;
/// Coordinator, in answer to an EpochReport.
struct Answer {
  sweep::Verdict verdict = sweep::Verdict::GO_ON;
};
/// Coordinator: "keep what you have of your trial and leave it."
struct StopNow {};
/// Coordinator, to a team's first rank: "keep what you have of this trial and leave it: it goes on with more
/// ranks." Void where it has ended by then.
struct LeaveTrial {
  sweep::Row row;
};
/// Coordinator: "there is no more to do."
struct Leave {
  enum class How : std::uint8_t {
    TOGETHER,  // all ranks are there: close MPI as usual
    ALONE      // some are gone, and closing MPI would wait for them
  };
  How how = How::TOGETHER;
};

using Message = std::variant<Ready, Pulse, StopWanted, EpochReport, Ended, PutDown, Assignment, Answer,
                             StopNow, LeaveTrial, Leave>;

std::vector<std::byte> encode(const Message& message);
/// Throws std::runtime_error for bytes that no encode() made.
Message decode(std::span<const std::byte> bytes);

}  // namespace workers
