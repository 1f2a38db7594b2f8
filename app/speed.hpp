#pragma once

#include <string>

#include "app/arguments.hpp"
#include "sweep/settings.hpp"
#include "sweep/worker_speed.hpp"

namespace app {

inline constexpr const char* kGivenSpeed = "as given";

/// How fast one worker is taken to be.
struct Speed : sweep::WorkerSpeed {
  std::string origin;  // for people: "measured on this machine, now"

  /// What --speed says, with memory as fast as is usual beside it; without it, what is measured here, on what
  /// `settings` would train on. Throws sweep::InputError.
  static Speed of(const Arguments& arguments, const sweep::Settings& settings);
};

}  // namespace app
