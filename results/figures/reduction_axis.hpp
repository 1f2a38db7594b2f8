#pragma once

#include <string>
#include <vector>

namespace results {

/// The logarithmic axis of data reductions that all panels of a figure share: a decade is as wide in every
/// panel. Its parts are gnuplot commands.
class ReductionAxis {
 public:
  /// `reductions` rise, two at least; `inches` is the width of a panel that shows them all.
  ReductionAxis(std::vector<double> reductions, double inches);

  /// Range and tics of a panel that shows all reductions.
  std::string whole() const;
  /// The same of one that shows a single reduction, `inches` wide.
  std::string around(double reduction, double inches) const;
  /// The factor between the places of neighbouring series at the same reduction.
  double side_by_side(const std::vector<double>& reductions, std::size_t series) const;
  /// The factor between two reductions so many inches apart.
  double factor(double inches) const;

 private:
  /// A tic at every reduction; a label where it does not run into its neighbours.
  std::string tics() const;

  std::vector<double> reductions_;
  double inches_per_log_;  // natural logarithm
};

}  // namespace results
