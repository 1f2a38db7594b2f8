#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sim {

/// A cell of a readout table as a value: a number; −∞ for what lies below the limit of detection ("<LLOD",
/// "<1.2", "OOR <"); +∞ for what lies above it (">ULOD", ">300", "OOR >"); NaN for none (empty, "NA", "N/A",
/// "NaN"). Nothing where it is any other text.
std::optional<double> parse_readout(std::string_view cell);

/// True for "1,5": a number with a decimal comma.
bool has_decimal_comma(std::string_view cell);

/// The cell that parse_readout turns into this value: the shortest number that gives it, "<LLOD", ">ULOD" or
/// nothing.
std::string readout_cell(double value);

}  // namespace sim
