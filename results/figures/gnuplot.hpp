#pragma once

#include <string>

namespace results {

/// Runs the `gnuplot` program on `script`, without a shell. Throws InputError when it is not installed, and
/// std::runtime_error with what gnuplot said when it fails.
void run_gnuplot(const std::string& script);

/// `text` as a gnuplot string, whatever is in it: for titles (no markup) and file names.
std::string gnuplot_quoted(const std::string& text);

}  // namespace results
