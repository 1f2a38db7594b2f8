#pragma once

#include <utility>

#include "sim/population.hpp"

namespace sim {

// Where data place a sample that is uniform in a region around the reference: in a plane where the noise is a
// standard normal in every direction, a point of the region,
//   (across · v + slant · u, along · u),   |v| ≤ width(u), |u| ≤ 1,
// plus noise. width(u) = 1 for a square, √(1 − u²) for a disc. Any of the numbers may be 0.
class BlurredRegion {
 public:
  struct Shape {
    double across;  // > 0; at least |slant|
    double slant;
    double along;
  };
  BlurredRegion(Difference kind, const Shape& shape) : kind_(kind), shape_(shape) {}

  // On the line of all points (x, y) with this y. Prepares nothing; each value is an integral over u.
  double density(double x, double y) const;  // of the data at (x, y)
  double below(double x, double y) const;    // ∫ density(x', y) dx' up to x
  double middle(double y) const;             // the mean x on the line
  double half_width(double y) const;         // of the region itself around there

 private:
  // The u that matter on the line.
  std::pair<double, double> seen_from(double y) const;
  double width(double u) const;
  double depth(double x, double low, double high) const;
  template <typename Function>
  double integral(double y, double size, const Function& function) const;

  Difference kind_;
  Shape shape_;
};

}  // namespace sim
