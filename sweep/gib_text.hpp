#pragma once

#include <string>

namespace sweep {

/// "1.5 GiB".
std::string gib_text(double bytes);

}  // namespace sweep
