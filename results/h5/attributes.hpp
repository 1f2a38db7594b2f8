#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

#include "results/h5/file.hpp"

namespace h5 {

/// A text (UTF-8, of any length) or a whole number or a real one.
using AttributeValue = std::variant<std::string, std::uint64_t, double>;

/// The attributes of the file's root group. Attributes of other kinds are left out when reading.
void write_attribute(const File& file, const std::string& name, const AttributeValue& value);
std::map<std::string, AttributeValue> read_attributes(const File& file);

}  // namespace h5
