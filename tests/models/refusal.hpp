#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace models {

inline std::span<const std::byte> span_of(const std::string& bytes) {
  return std::as_bytes(std::span(bytes));
}

// What `action` says when it refuses; "" where it does not.
template <class Action>
std::string refusal(const Action& action) {
  try {
    action();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace models
