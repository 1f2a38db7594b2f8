#include "workers/dataset_settings.hpp"

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

sim::PopulationSettings population_of(const sweep::Settings& settings) {
  sim::PopulationSettings population{
      .reference = {settings.number("physics.delta_cm1"), settings.number("physics.tau_ps")},
      .second = std::nullopt,
      .samples_per_class = settings.integer("data.samples_per_class"),
      .threshold_percent = settings.number("data.threshold_percent"),
      .limit_percent = settings.number("data.limit_percent"),
      .difference = settings.text("data.difference") == "euclidean" ? sim::Difference::EUCLIDEAN
                                                                    : sim::Difference::MAXIMUM};
  if (const double delta_cm1 = settings.number("physics.second_delta_cm1"); delta_cm1 > 0) {
    population.second = {delta_cm1, settings.number("physics.second_tau_ps")};
  }
  return population;
}

}  // namespace

sim::SpectraConfig spectra_config(const sweep::Settings& settings, std::uint64_t seed) {
  const auto replicate = static_cast<std::uint64_t>(settings.integer("replicate"));
  const sim::Cube cube = cube_of(settings);
  return {.cube = cube,
          .physics = physics_of(settings),
          .population = population_of(settings),
          .sampling = sampling_of(settings["data.sampling"], cube),
          .snr = settings.number("data.snr"),
          .normalisation = normalisation_of(settings),
          .train_share = settings.number("data.train_fraction"),
          .key_samples = sweep::random_key(seed, replicate, "samples"),
          .key_noise = sweep::random_key(seed, replicate, "noise"),
          .key_split = sweep::random_key(seed, replicate, "split")};
}

sim::Normalisation normalisation_of(const sweep::Settings& settings) {
  return settings.text("data.normalisation") == "none" ? sim::Normalisation::NONE
                                                       : sim::Normalisation::DATASET;
}

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
