#include "results/figures/script_comment.hpp"

namespace results {
namespace {

constexpr std::size_t kMost = 108;

std::string folded(const std::string& text) {
  std::string lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.size();
    if (end - begin > kMost) {
      end = text.rfind(' ', begin + kMost);
      if (end == std::string::npos || end <= begin) end = begin + kMost;
    }
    lines += "# " + text.substr(begin, end - begin) + "\n";
    begin = text[end] == ' ' ? end + 1 : end;
  }
  return lines;
}

}  // namespace

std::string script_comment(const std::string& figure, const std::string& script, const std::string& caption) {
  return "# The figure " + figure + " of gridsweep. Draw it once more, in this folder: gnuplot " + script +
         "\n#\n" + folded(caption) +
         "#\n"
         "# To restyle it:\n"
         "#   size, font, format   the line 'set terminal': pdfcairo in inches, svg in points, pngcairo in "
         "dots\n"
         "#   the file it writes   the line 'set output'\n"
         "#   colours, points      in the 'plot' commands: linecolor rgb '#RRGGBB' (or '#AARRGGBB': AA is "
         "how\n"
         "#                        transparent), pointtype, pointsize, linewidth\n"
         "#   places               labels, legend and margins are in shares of the figure (screen 0 … 1)\n"
         "#   numbers              the blocks '$name << END', as they are drawn; all of them are in the "
         ".csv\n"
         "\n";
}

}  // namespace results
