#pragma once

namespace sim {

// Fisher information of (ln Δ, ln τ): a symmetric 2 × 2 matrix, the inverse of the smallest covariance that
// an unbiased estimate can have. Of rank 1 or 0 where the data say less.
struct Information {
  double delta = 0;  // of ln Δ
  double mixed = 0;
  double tau = 0;  // of ln τ

  Information& operator+=(const Information& other) {
    delta += other.delta;
    mixed += other.mixed;
    tau += other.tau;
    return *this;
  }
  friend Information operator*(double factor, const Information& one) {
    return {factor * one.delta, factor * one.mixed, factor * one.tau};
  }
};

}  // namespace sim
