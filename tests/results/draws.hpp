#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

/// Random numbers for simulations: the same ones everywhere.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : generator_(seed) {}

  double uniform() { return static_cast<double>(generator_() >> 11U) * 0x1p-53; }
  /// By Box and Muller.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * 3.14159265358979323846 * uniform());
  }
  /// Uniform around `mean` with standard deviation `sd`, which is lowered as far as is needed to stay in [0,
  /// 1].
  double share(double mean, double sd) {
    const double most = std::min(std::sqrt(3.0) * sd, std::min(mean, 1 - mean));
    return mean + most * (2 * uniform() - 1);
  }
  /// An error rate that scatters by a factor (lognormal), taken from 1: skewed, with a tail of bad ones. `sd`
  /// is lowered as far as is needed to stay at 58 % of the mean error, as share() does above one half.
  double skewed_share(double mean, double sd) {
    const double relative = std::min(sd / (1 - mean), 1 / std::sqrt(3.0));
    const double variance = std::log1p(relative * relative);
    return std::max(0.0, 1 - (1 - mean) * std::exp(std::sqrt(variance) * normal() - variance / 2));
  }
  /// How many of `trials` succeed: inverts the distribution function from its smaller end.
  /// For as many as (1 − p)^trials is no 0 (p up to 1/2): 1,000 at 1/2.
  int binomial(int trials, double p) {
    if (p > 0.5) return trials - binomial(trials, 1 - p);
    if (p <= 0) return 0;
    double mass = std::pow(1 - p, trials);
    double left = uniform() - mass;
    int successes = 0;
    for (; left > 0 && successes < trials; left -= mass) {
      mass *= (trials - successes) / (successes + 1.0) * p / (1 - p);
      ++successes;
    }
    return successes;
  }

 private:
  std::mt19937_64 generator_;
};
