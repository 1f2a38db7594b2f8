#include "results/figures/canvas.hpp"

#include "results/figures/gnuplot.hpp"
#include "results/formatted.hpp"

namespace results {

std::string Canvas::begin() const {
  return gnuplot_terminal(out, format, width, height) +
         "unset key\n"
         "set border 3 linecolor rgb '#404040' linewidth 0.6\n"
         "set tics nomirror out scale 0.5 textcolor rgb 'black'\n"
         "set grid ytics linetype 1 linecolor rgb '" +
         colours::kGrid + "' linewidth 0.5\n";
}

std::string Canvas::place(double x, double y) const {
  return formatted("screen %.5f,%.5f", x / width, y / height);
}

std::string Canvas::margins(double left, double bottom, double plot_width, double plot_height) const {
  return formatted("set lmargin at screen %.5f\nset rmargin at screen %.5f\n", left / width,
                   (left + plot_width) / width) +
         formatted("set bmargin at screen %.5f\nset tmargin at screen %.5f\n", bottom / height,
                   (bottom + plot_height) / height);
}

std::string Canvas::label(const std::string& text, double x, double y, const std::string& how) const {
  return "set label " + gnuplot_quoted(text) + " at " + place(x, y) + " noenhanced " + how + "\n";
}

}  // namespace results
