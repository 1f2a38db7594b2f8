#pragma once

#include <cstdint>
#include <vector>

#include "sim/fisher_information.hpp"

namespace sim {

// A pump time and a waiting time, with all frequencies and both parts.
struct PumpWaitPair {
  std::int64_t pump_time;
  std::int64_t waiting_time;
};

struct ChosenPairs {
  std::vector<PumpWaitPair> pairs;  // in the order of choice
  Information information;          // of all of them, at SNR 1
};

// `count` pairs that tell the most about (Δ, τ) together, everything else known: each time the one that makes
// the determinant of the information so far (the inverse area of what stays uncertain) largest. At most all.
ChosenPairs choose_pairs(const FisherInformation& information, std::int64_t count);

}  // namespace sim
