#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "results/statistics/factorial.hpp"
#include "results/statistics/marginal_means.hpp"

namespace results {

/// What stands for chance.
enum class ErrorTerm {
  REPLICATES,    // what blocks, main effects and two-way interactions leave, of two blocks or more
  INTERACTIONS,  // of a single block: what main effects (and two-way interactions, if they fit) leave
  NONE           // nothing is left: no F, no p
};

/// A main effect, or the interaction of two factors.
struct Effect {
  std::vector<std::size_t> factors;  // one or two places
  std::size_t freedom = 0;           // degrees of freedom that the data let it have: 0, it cannot be told
  std::size_t full_freedom = 0;      // what it has when nothing is missing
  double sum_of_squares = 0;         // type II: beyond all terms that do not contain this one
  double f = std::numeric_limits<double>::quiet_NaN();
  double p = std::numeric_limits<double>::quiet_NaN();
  double p_holm = std::numeric_limits<double>::quiet_NaN();  // adjusted over all effects that have a p
  /// Partial ω²: this effect's share of the variance that is its own or the error's, less what chance would
  /// give; at least 0.
  double partial_omega_squared = std::numeric_limits<double>::quiet_NaN();
};

/// Main effects and two-way interactions by least squares, blocks as an additive term: for a complete
/// balanced design the textbook's analysis of variance, else type II sums of squares (Langsrud, Stat. Comput.
/// 13 (2003) 163). Where interactions would leave nothing for the error, or are too many, they are the error.
/// Partial ω²: Olejnik and Algina, Psychol. Methods 8 (2003) 434.
struct AnalysisOfVariance {
  static AnalysisOfVariance of(const Factorial& data);

  /// With more columns than this (FactorialModel) interactions are left out: fits would take hours.
  static constexpr std::size_t kMostColumns = 600;

  ErrorTerm error = ErrorTerm::NONE;
  bool has_interactions = false;  // in the model; else they are in the error
  bool is_too_large = false;      // for interactions: see kMostColumns
  std::size_t error_freedom = 0;
  double error_sum_of_squares = 0;
  std::size_t block_freedom = 0;
  double block_sum_of_squares = 0;   // beyond all effects
  double total_sum_of_squares = 0;   // around the mean
  std::vector<Effect> effects;       // main effects by factor, then pairs
  std::vector<MarginalMeans> means;  // by factor
};

}  // namespace results
