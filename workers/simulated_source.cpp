#include "workers/simulated_source.hpp"

#include "sim/sampling_request.hpp"
#include "sweep/random_key.hpp"

namespace workers {
namespace {

sim::Cube cube_of(const sweep::Settings& settings) {
  return {.frequencies = settings.integer("cube.frequencies"),
          .first_frequency_cm1 = settings.number("cube.first_frequency_cm1"),
          .frequency_step_cm1 = settings.number("cube.frequency_step_cm1"),
          .pump_times = settings.integer("cube.pump_times"),
          .pump_time_step_ps = settings.number("cube.pump_time_step_ps"),
          .waiting_times = settings.integer("cube.waiting_times"),
          .waiting_time_step_ps = settings.number("cube.waiting_time_step_ps")};
}

sim::Physics physics_of(const sweep::Settings& settings) {
  return {.w01_cm1 = settings.number("physics.w01_cm1"),
          .anharmonicity_cm1 = settings.number("physics.anharmonicity_cm1"),
          .amplitude_01 = settings.number("physics.amplitude_01"),
          .amplitude_12 = settings.number("physics.amplitude_12"),
          .lifetime_ps = settings.number("physics.lifetime_ps"),
          .dephasing_ps = settings.number("physics.dephasing_ps"),
          .w_rot_cm1 = settings.number("physics.w_rot_cm1"),
          .t3_step_ps = settings.number("physics.t3_step_ps"),
          .tolerance = settings.number("physics.tolerance")};
}

}  // namespace

sim::Sampling sampling_of(const sweep::Level& level, const sim::Axes& axes) {
  if (level.is_string()) return sim::Sampling::named(axes, level.string());
  sim::SamplingRequest request;
  const auto whole = [](const sweep::Level& value) { return static_cast<std::int64_t>(value.number()); };
  for (const auto& [part, value] : level.map()) {
    if (part == "waiting_times") request.waiting_times = whole(value);
    if (part == "waiting_stride") request.waiting_stride = whole(value);
    if (part == "pump_times") request.pump_times = whole(value);
    if (part == "pump_stride") request.pump_stride = whole(value);
    if (part == "frequencies") request.frequencies = whole(value);
    if (part == "frequency_stride") request.frequency_stride = whole(value);
    if (part == "parts") request.parts = value.string() == "real" ? sim::Parts::REAL : sim::Parts::COMPLEX;
    if (part == "waiting_times_ps") {
      request.waiting_times_ps.emplace();
      for (const sweep::Level& time : value.list()) request.waiting_times_ps->push_back(time.number());
    }
  }
  return request.resolve(axes);
}

}  // namespace workers
