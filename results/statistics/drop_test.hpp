#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace results {

/// Accuracies of replicates at the levels of a sequence: [level][replicate], NaN where there is none. Values
/// in one column are paired (same samples, noise and split), columns are independent of each other.
using ReplicateTable = std::vector<std::vector<double>>;

enum class DropDecision {
  ENOUGH,     // the drop is shown to be below the margin
  TOO_SMALL,  // the drop is shown to be above the margin
  UNDECIDED   // neither
};

/// How far a level lies below a reference, and whether that is more than a margin.
struct DropTest {
  std::size_t replicates = 0;                                    // pairs of the level and the reference
  double drop = std::numeric_limits<double>::quiet_NaN();        // mean of reference − level
  double sd = std::numeric_limits<double>::quiet_NaN();          // of a single pair's difference, as used
  double half_width = std::numeric_limits<double>::quiet_NaN();  // one-sided bounds are drop ± this
  double degrees_of_freedom = 0;                                 // of the t quantile in half_width
  DropDecision decision = DropDecision::UNDECIDED;

  double low() const { return drop - half_width; }
  double high() const { return drop + half_width; }
};

struct DropTestOptions {
  double margin = 0.02;
  double confidence = 0.95;  // of each one-sided bound
};

/// The drop of every level of `table` below its level 0 (the result's first element belongs to level 1), by
/// differences within replicates.
///
/// The half width is a t quantile times sd/√pairs. Few replicates tell little about their spread, so it is
/// pooled over all levels (AdditiveModel) as long as the level's own differences scatter no more than that;
/// else their own spread counts, with its own few degrees of freedom, and with four fifths of the error
/// allowed, as accuracies near 1 are skewed. Always taking the larger spread keeps the error at 1 −
/// confidence whatever the spreads of the levels are (docs/answers.md). In no case is sd less than what a
/// finite test set makes of a drop as large as the margin: the discordant samples are at least as many as the
/// drop, so that a pair's variance is at least margin (1 − margin) / test_samples. `test_samples`: per level,
/// those of one replicate; NaN where not known: then there is no half width and no decision.
std::vector<DropTest> drops_below_reference(const ReplicateTable& table, std::span<const double> test_samples,
                                            const DropTestOptions& options);

/// The same below a given accuracy: nothing is paired, so that each level has only its own spread, and the
/// least variance is the binomial one at `accuracy` − margin.
std::vector<DropTest> drops_below(double accuracy, const ReplicateTable& table,
                                  std::span<const double> test_samples, const DropTestOptions& options);

/// What tests in a fixed order say: a test counts only if all before it succeeded, which keeps the
/// probability of any false claim at that of one test, without a correction and without assuming that
/// accuracy falls (Maurer, Hothorn and Lehmacher 1995; Westfall and Krishen, J. Stat. Plan. Inference 99
/// (2001) 25).
struct DropSequence {
  std::size_t enough = 0;     // so many levels from the first on are shown to be enough
  std::size_t too_small = 0;  // so many levels from the last back are shown to be too small
};
DropSequence in_sequence(std::span<const DropTest> tests);

/// Replicates at which a test like this one would decide with a probability of 80 %, if drop and sd are what
/// they seem to be: t(n − 1) + z(80 %) ≤ √n |margin − drop| / sd. 0 where nothing is known of the
/// spread; infinity above 1,000.
double replicates_to_decide(const DropTest& test, const DropTestOptions& options);

}  // namespace results
