#include "app/speed.hpp"

#include <cmath>

#include "sweep/input_error.hpp"
#include "workers/device.hpp"
#include "workers/estimate.hpp"

namespace app {

Speed Speed::of(const Arguments& arguments, const sweep::Settings& settings) {
  if (arguments.has("speed")) {
    const auto gflops = arguments.get<double>("speed");
    if (!(gflops > 0) || !std::isfinite(gflops))
      throw sweep::InputError("--speed is not more than 0: must be the GFLOP/s that one worker reaches");
    return {gflops * 1e9, kGivenSpeed};
  }
  return {workers::measured_operations_per_second(static_cast<int>(settings.integer("run.threads")),
                                                  workers::likely_device(settings)),
          "measured on this machine, now"};
}

}  // namespace app
