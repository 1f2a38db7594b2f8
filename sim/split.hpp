#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// VALIDATION samples are neither learned from nor tested on: they say when to stop.
enum class Split : std::uint8_t { TRAIN = 0, TEST = 1, VALIDATION = 2 };

// Splits samples so that each label has the same share of training samples (rounded to whole samples; a label
// with at least two samples keeps one on either side). Drawn from (key, sample index): 80:20 by default.
// Throws std::invalid_argument when train_share is not inside (0, 1).
std::vector<Split> stratified_split(std::span<const std::uint8_t> labels, std::uint64_t key,
                                    double train_share = 0.8);

}  // namespace sim
