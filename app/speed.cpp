#include "app/speed.hpp"

#include <cmath>

#include "sweep/input_error.hpp"
#include "workers/device.hpp"
#include "workers/measured_speed.hpp"

namespace app {

Speed Speed::of(const Arguments& arguments, const sweep::Settings& settings) {
  if (!arguments.has("speed")) {
    const int threads = static_cast<int>(settings.integer("run.threads"));
    return {workers::measured_speed(threads, workers::likely_device(settings)),
            "measured on this machine, now"};
  }
  const auto gflops = arguments.get<double>("speed");
  if (!(gflops > 0) || !std::isfinite(gflops))
    throw sweep::InputError("--speed is not more than 0: must be the GFLOP/s that one worker reaches");
  sweep::WorkerSpeed speed;
  speed.memory_bytes_per_second *= gflops * 1e9 / speed.operations_per_second;
  speed.operations_per_second = gflops * 1e9;
  return {speed, kGivenSpeed};
}

}  // namespace app
