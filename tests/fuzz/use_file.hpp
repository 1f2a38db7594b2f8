#pragma once

#include <string>

namespace fuzz {

/// Everything that status, table, check and a resumed run read of a results file. InputError passes through.
void use_file(const std::string& path);

}  // namespace fuzz
