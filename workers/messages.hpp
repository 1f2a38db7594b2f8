#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "sweep/trial_source.hpp"

namespace workers {

// What coordinator and workers say to each other. All of them are values; see docs/concepts.md for who says
// what when.

/// Worker: "I have nothing to do."
struct Ready {};
/// Worker: "this is how my trial's epoch went; shall I go on?"
using sweep::EpochReport;
/// A team's first rank: "this trial has ended and its record is durable."
struct Ended {
  sweep::Row row;
  sweep::TrialState state = sweep::TrialState::COMPLETE;
  float test_accuracy = 0;
  std::string message;
};
/// Coordinator: "train this with these ranks."
using sweep::Assignment;
/// Coordinator, in answer to an EpochReport.
struct Answer {
  sweep::Verdict verdict = sweep::Verdict::GO_ON;
};
/// Coordinator: "there is no more to do."
struct Leave {};

using Message = std::variant<Ready, EpochReport, Ended, Assignment, Answer, Leave>;

std::vector<std::byte> encode(const Message& message);
/// Throws std::runtime_error for bytes that no encode() made.
Message decode(std::span<const std::byte> bytes);

}  // namespace workers
