#pragma once

#include <string>
#include <vector>

#include "results/interval.hpp"
#include "results/results_file.hpp"

namespace results {

enum class ImageFormat { PDF, SVG, PNG };

/// The figure of the study: test accuracy against data reduction (logarithmic), a curve per SNR with 95 %
/// intervals, a panel per architecture on a common accuracy axis, and the line of chance at 50 %.
/// One panel is a column wide in print (3.4 in), several a page (7 in); text is 8 pt. Colours are
/// Okabe and Ito's (jfly.uni-koeln.de/color), with a point shape each.
class AccuracyVsReduction {
 public:
  explicit AccuracyVsReduction(const ResultsFile& file);

  /// Data reductions of complete trials, rising.
  const std::vector<double>& reductions() const { return reductions_; }
  /// The gnuplot script that writes the figure to `out`.
  std::string script(const std::string& out, ImageFormat format) const;
  /// What a reader has to know beside the figure; one paragraph.
  std::string caption() const { return caption_; }

 private:
  struct Point {
    double reduction = 1;
    Interval interval;
  };
  struct Series {
    std::size_t snr = 0;        // place in snrs_
    std::vector<Point> points;  // by rising reduction
  };
  struct Style {
    const char* colour;
    int point;  // gnuplot's number of a point shape
  };
  struct Panel {
    std::string architecture;  // empty when it does not vary
    std::vector<Series> series;
    double first_reduction = 1;
    double last_reduction = 1;
  };

  Style style_of(std::size_t snr) const;
  std::string data_block(std::size_t panel, const Series& series) const;
  std::string panel_plot(std::size_t panel) const;
  std::string tics(const Panel& panel, double panel_inches) const;
  double legend_width() const;  // inches
  std::string legend(double x, double y, double width, double height) const;
  double lowest_accuracy_percent() const;

  std::vector<Panel> panels_;
  std::vector<double> reductions_;
  std::vector<double> snrs_;  // falling; a single NaN where SNR does not vary
  std::string caption_;
};

}  // namespace results
