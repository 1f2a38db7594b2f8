#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

#include "sweep/level.hpp"

namespace sweep {

/// The document in `text`. Throws InputError with the line when it is not YAML.
YAML::Node load_yaml(const std::string& text, const std::string& where);

/// A node as a level: quoted scalars stay text, others become numbers or switches where they look like it.
/// Throws InputError beginning with `where`.
Level to_level(const YAML::Node& node, const std::string& where);

}  // namespace sweep
