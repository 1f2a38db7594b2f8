#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace models {

// A JSON object in which every name occurs once and nothing is nested deeper than a header of weights is.
// Throws std::invalid_argument, with one line, otherwise.
nlohmann::json parse_strictly(std::string_view text);

}  // namespace models
