#pragma once

#include <string>

namespace results {

/// A figure, ready to be drawn.
struct Drawing {
  std::string script;    // gnuplot's
  std::string caption;   // what a reader has to know beside it; one paragraph
  std::string csv = "";  // the numbers shown, a line each under a head (RFC 4180)
};

}  // namespace results
