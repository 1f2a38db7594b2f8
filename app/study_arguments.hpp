#pragma once

#include "app/arguments.hpp"
#include "sweep/study.hpp"

namespace app {

/// Takes "STUDY [key=value…]" from a command's words.
inline sweep::Study read_study(Arguments& arguments) {
  const std::string path = arguments.take("STUDY, a YAML file");
  return sweep::Study::read(path, arguments.rest());
}

}  // namespace app
