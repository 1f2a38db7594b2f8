#include "results/statistics/additive_model.hpp"

#include <cmath>
#include <cstddef>
#include <numeric>

namespace results {
namespace {

constexpr int kMostRounds = 2000;
constexpr double kConverged = 1e-13;  // accuracies are of order 1

/// Weighted least squares of level + replicate effects, by fitting either in turn until nothing moves: with
/// whole tables that is at once, with gaps it converges to the same.
class Fit {
 public:
  Fit(const ReplicateTable& table, std::span<const double> unit_variance)
      : table_(table), weight_(table.size()), levels_(table.size(), 0), replicates_(width(table), 0) {
    for (std::size_t k = 0; k < table.size(); ++k) weight_[k] = 1 / unit_variance[k];
    for (int round = 0; round < kMostRounds; ++round) {
      if (fit_levels() + fit_replicates() < kConverged) break;
    }
  }

  bool has(std::size_t k, std::size_t r) const { return r < table_[k].size() && !std::isnan(table_[k][r]); }
  double residual(std::size_t k, std::size_t r) const { return table_[k][r] - levels_[k] - replicates_[r]; }
  double weight(std::size_t k) const { return weight_[k]; }
  const std::vector<double>& replicates() const { return replicates_; }

 private:
  static std::size_t width(const ReplicateTable& table) {
    std::size_t most = 0;
    for (const std::vector<double>& level : table) most = std::max(most, level.size());
    return most;
  }

  /// Returns how far the effects moved.
  double fit_levels() {
    double moved = 0;
    for (std::size_t k = 0; k < levels_.size(); ++k) {
      double sum = 0;
      double count = 0;
      for (std::size_t r = 0; r < replicates_.size(); ++r) {
        if (!has(k, r)) continue;
        sum += residual(k, r);
        ++count;
      }
      if (count == 0) continue;
      levels_[k] += sum / count;
      moved += std::abs(sum / count);
    }
    return moved;
  }
  double fit_replicates() {
    double moved = 0;
    for (std::size_t r = 0; r < replicates_.size(); ++r) {
      double sum = 0;
      double weights = 0;
      for (std::size_t k = 0; k < levels_.size(); ++k) {
        if (!has(k, r)) continue;
        sum += weight_[k] * residual(k, r);
        weights += weight_[k];
      }
      if (weights == 0) continue;
      replicates_[r] += sum / weights;
      moved += std::abs(sum / weights);
    }
    return moved;
  }

  const ReplicateTable& table_;
  std::vector<double> weight_;
  std::vector<double> levels_;
  std::vector<double> replicates_;
};

/// Levels and replicates fall into groups that share no value; each takes one parameter less.
class Groups {
 public:
  explicit Groups(std::size_t count) : of_(count) { std::iota(of_.begin(), of_.end(), std::size_t{0}); }
  std::size_t root(std::size_t i) const {
    while (of_[i] != i) i = of_[i];
    return i;
  }
  /// Whether they were two.
  bool join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    of_[a] = b;
    return a != b;
  }

 private:
  std::vector<std::size_t> of_;
};

}  // namespace

std::vector<double> binomial_unit_variances(const ReplicateTable& table,
                                            std::span<const double> test_samples) {
  constexpr double kTypicalSamples = 100;  // where it is not known: only keeps the share away from 1
  std::vector<double> variances;
  for (std::size_t k = 0; k < table.size(); ++k) {
    const double samples = test_samples[k] > 0 ? test_samples[k] : kTypicalSamples;
    double right = 2;
    double of = 4;
    for (const double accuracy : table[k]) {
      if (std::isnan(accuracy)) continue;
      right += accuracy * samples;
      of += samples;
    }
    variances.push_back(right / of * (1 - right / of));
  }
  return variances;
}

AdditiveModel::AdditiveModel(const ReplicateTable& table, std::span<const double> unit_variance) {
  const Fit fit(table, unit_variance);
  const std::size_t width = fit.replicates().size();
  Groups groups(table.size() + width);
  double squares = 0;
  std::vector<double> effects;
  for (std::size_t r = 0; r < width; ++r) {
    bool used = false;
    for (std::size_t k = 0; k < table.size(); ++k) {
      if (!fit.has(k, r)) continue;
      used = true;
      squares += fit.weight(k) * fit.residual(k, r) * fit.residual(k, r);
      // Values − effects + groups: the values that join nothing new.
      if (!groups.join(k, table.size() + r)) degrees_of_freedom += 1;
    }
    if (used) effects.push_back(fit.replicates()[r]);
  }
  if (degrees_of_freedom > 0) spread = squares / degrees_of_freedom;
  if (effects.size() < 2) return;
  const auto n = static_cast<double>(effects.size());
  const double mean = std::accumulate(effects.begin(), effects.end(), 0.0) / n;
  double between = 0;
  for (const double effect : effects) between += (effect - mean) * (effect - mean);
  replicate_degrees_of_freedom = n - 1;
  replicate_sd = std::sqrt(between / (n - 1));
}

}  // namespace results
