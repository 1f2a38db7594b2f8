#include "workers/device.hpp"

#include <ATen/Context.h>

namespace workers {

bool cuda_is_in() { return at::hasCUDA(); }

}  // namespace workers
