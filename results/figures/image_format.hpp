#pragma once

#include <string>

namespace results {

enum class ImageFormat { PDF, SVG, PNG };

/// By the ending of a file name. Throws InputError for any other.
ImageFormat image_format_of(const std::string& out);

/// The gnuplot commands that send a figure of this size, in inches, to `out` with text of 8 pt.
std::string gnuplot_terminal(const std::string& out, ImageFormat format, double width, double height);

}  // namespace results
