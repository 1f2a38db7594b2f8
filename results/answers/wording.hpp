#pragma once

#include <cstddef>
#include <string>

#include "results/answers/observations.hpp"

namespace results {

/// 0.9575: "95.8".
std::string percent_digits(double share);
/// A signal-to-noise ratio as people call it: "SNR 5", "no noise", "SNR 0 (noise only)".
std::string snr_words(double snr);
/// A data reduction: "96", "3.3", "1".
std::string reduction_words(double reduction);
/// What a sampling keeps: "full cube", "every-10", "1 of 166 Tw, 17 of 167 t1, real part"; of which cube,
/// where that varies: "every-10 (cube.frequencies 64)".
std::string sampling_words(const Observations::Sampling& sampling);
/// 1 and "trial": "1 trial"; 2: "2 trials".
std::string counted(std::size_t count, const std::string& noun);

}  // namespace results
