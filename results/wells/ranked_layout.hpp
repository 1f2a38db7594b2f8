#pragma once

#include <array>
#include <string>
#include <vector>

#include "results/figures/canvas.hpp"
#include "results/wells/readout_ranking.hpp"

namespace results {

/// How a verdict is drawn: a disc, a ring, a hollow diamond.
struct VerdictMark {
  Verdict verdict;
  const char* colour;
  int point;  // gnuplot's number of a point shape
};
inline constexpr std::array<VerdictMark, 3> kVerdictMarks = {{{Verdict::PREDICTED, colours::kBlue, 7},
                                                              {Verdict::NOT_SHOWN, colours::kVermillion, 6},
                                                              {Verdict::LEAKS, colours::kPurple, 12}}};
inline constexpr const char* kChanceBandColour = "#E2E2E2";
inline constexpr const char* kChanceMeanColour = "#A0A0A0";
inline constexpr const char* kAlwaysPositiveColour = colours::kGreen;

/// Whether some readout got this verdict.
bool occurs(Verdict verdict, const std::vector<RankedReadout>& ranking);

/// What stands around the plot of ranked readouts: their names at its left, wells and architectures at its
/// right, and a legend above it. Sizes in inches.
class RankedLayout {
 public:
  RankedLayout(const WellsStudy& study, const std::vector<RankedReadout>& ranking);

  double width() const { return width_; }
  double height() const;
  /// Sets the plot's place on the canvas, and all text around it.
  std::string text(const Canvas& canvas) const;

 private:
  std::string legend(const Canvas& canvas) const;
  std::string rows(const Canvas& canvas) const;
  std::string architecture_of(const RankedReadout& readout) const;

  const WellsStudy& study_;
  const std::vector<RankedReadout>& ranking_;
  double plot_ = 0;           // left edge
  double wells_ = 0;          // right edge
  double architectures_ = 0;  // left edge
  double width_ = 0;
};

}  // namespace results
