#pragma once

#include <functional>
#include <string>

namespace results {

/// A figure, ready to be drawn.
struct Drawing {
  std::string script;   // gnuplot's
  std::string caption;  // what a reader has to know beside it; one paragraph
  /// Writes the numbers shown, a line each under a head (RFC 4180). Only for who asks: it may read all
  /// predictions of a file once more. What it was made from has to be there still.
  std::function<std::string()> csv;
};

}  // namespace results
