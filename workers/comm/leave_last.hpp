#pragma once

#include "workers/comm/lifeline.hpp"

namespace comm {

/// How rank 0 ends a job that has lost ranks: the others leave one by one, this one last, since its end would
/// end them. `one_host`: whether all ranks were on one.
[[noreturn]] void leave_last(Lifeline& lifeline, bool one_host, int exit_status);

}  // namespace comm
