#include "sim/mirror.hpp"

#include <stdexcept>

namespace sim {

std::vector<Mirror> copies_of(const std::string& augmentation) {
  using enum Mirror;
  if (augmentation == "none") return {NONE};
  if (augmentation == "left-right") return {NONE, LEFT_RIGHT};
  if (augmentation == "up-down") return {NONE, UP_DOWN};
  if (augmentation == "both") return {NONE, BOTH};
  if (augmentation == "all") return {NONE, LEFT_RIGHT, UP_DOWN, BOTH};
  throw std::invalid_argument("there is no augmentation '" + augmentation + "'");
}

}  // namespace sim
