#include "results/figures/image_format.hpp"

#include <filesystem>

#include "results/figures/gnuplot.hpp"
#include "results/formatted.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr double kPngDotsPerInch = 300;
constexpr double kPngScale = kPngDotsPerInch / 96;  // at 96 dots per inch pngcairo takes 8 pt for 8 pt
// pdfcairo has its own idea of all sizes (its text of 8 pt measures 5.3 pt): these give those of the others.
constexpr double kPdfFontScale = 0.75;
constexpr double kPdfLineWidth = 1.6;
constexpr double kPdfPointScale = 0.9;
constexpr double kSvgUnitsPerInch = 72;  // so that 8 is 8 pt

}  // namespace

ImageFormat image_format_of(const std::string& out) {
  const std::string ending = std::filesystem::path(out).extension().string();
  if (ending == ".pdf") return ImageFormat::PDF;
  if (ending == ".svg") return ImageFormat::SVG;
  if (ending == ".png") return ImageFormat::PNG;
  throw sweep::InputError(out + ": a figure cannot be written as '" + ending +
                          "': the file name must end in .pdf, .svg or .png");
}

std::string gnuplot_terminal(const std::string& out, ImageFormat format, double width, double height) {
  std::string text;
  switch (format) {
    case ImageFormat::PDF:
      text = formatted(
          "set terminal pdfcairo size %gin,%gin font 'Sans,8' fontscale %g linewidth %g pointscale %g "
          "rounded\n",
          width, height, kPdfFontScale, kPdfLineWidth, kPdfPointScale);
      break;
    case ImageFormat::SVG:
      text =
          formatted("set terminal svg size %.0f,%.0f font 'Sans,8' linewidth 1 rounded background 'white'\n",
                    kSvgUnitsPerInch * width, kSvgUnitsPerInch * height);
      break;
    case ImageFormat::PNG:
      text = formatted(
          "set terminal pngcairo size %.0f,%.0f font 'Sans,8' fontscale %g linewidth %g pointscale %g "
          "rounded\n",
          kPngDotsPerInch * width, kPngDotsPerInch * height, kPngScale, kPngScale, kPngScale);
      break;
  }
  return text + "set encoding utf8\nset output " + gnuplot_quoted(out) + "\n";
}

}  // namespace results
