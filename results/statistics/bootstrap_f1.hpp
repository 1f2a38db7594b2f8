#pragma once

#include <limits>
#include <span>

#include "results/statistics/well_votes.hpp"

namespace results {

/// The mean F1 of several trials of the same wells, and its 95 % bootstrap interval.
struct BootstrapF1 {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

/// Percentile interval over wells: 2,000 times as many wells are drawn with replacement as there are, the
/// same ones for every trial, and the trials' F1 averaged. Efron and Tibshirani, An Introduction to the
/// Bootstrap (1993), 13.3. It speaks of other wells like these; networks are not trained again. The same
/// votes give the same interval everywhere. NaN without any well; trials need votes on the same wells' list.
BootstrapF1 bootstrap_f1(std::span<const WellVotes> trials);

}  // namespace results
