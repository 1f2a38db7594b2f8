#pragma once

#include <string>
#include <vector>

#include "sweep/study.hpp"

namespace sweep {

/// Applies one "key=value" (a setting, or a study's name, task or seed) or "key=v1,v2,…" (a factor's levels).
/// Throws InputError.
void apply_override(Study& study, const std::string& text);

/// Each checks what it sets and throws InputError that begins with `where`.
void set_study_field(Study& study, const std::string& key, const Level& level, const std::string& where);
void set_setting(Study& study, const std::string& key, Level level, const std::string& where);
void set_factor(Study& study, const std::string& key, std::vector<Level> levels, const std::string& where);

/// "replicate: 5" stands for the levels 0…4.
std::vector<Level> replicate_levels(const Level& count, const std::string& where);

}  // namespace sweep
