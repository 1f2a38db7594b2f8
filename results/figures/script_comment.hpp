#pragma once

#include <string>

namespace results {

/// The first lines of a gnuplot script for people: what it draws and how to restyle it.
std::string script_comment(const std::string& figure, const std::string& script, const std::string& caption);

}  // namespace results
