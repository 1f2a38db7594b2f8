#pragma once

// A small dataset for tests on the CPU and on GPUs.

#include <torch/torch.h>

#include <vector>

#include "sim/sampling_request.hpp"
#include "sim/spectra_dataset.hpp"

namespace sim::testing {

// Odd sizes on purpose: no row fills a vector.
inline SpectraConfig small_config(double snr) {
  SpectraConfig config;
  config.cube.frequencies = 45;
  config.cube.frequency_step_cm1 = 2.4;
  config.cube.pump_times = 37;
  config.cube.pump_time_step_ps = 0.1;
  config.cube.waiting_times = 13;
  config.cube.waiting_time_step_ps = 1.3;
  config.population.samples_per_class = 10;
  config.sampling = Sampling::full(config.cube);
  config.snr = snr;
  return config;
}

// The full pictures, thinned.
inline at::Tensor thin(const at::Tensor& full, const Sampling& sampling, std::int64_t frequencies) {
  const auto index = [](std::vector<std::int64_t> list) { return at::tensor(list, at::kLong); };
  std::vector<std::int64_t> rows = sampling.frequencies;
  if (sampling.parts == Parts::COMPLEX)
    for (const std::int64_t w : sampling.frequencies) rows.push_back(frequencies + w);
  return full.index_select(1, index(sampling.waiting_times))
      .index_select(2, index(rows))
      .index_select(3, index(sampling.pump_times));
}

// Samplings that leave rows, columns, channels and parts away in different ways.
inline std::vector<Sampling> thinner_samplings(const Axes& axes) {
  std::vector<SamplingRequest> requests(5);
  requests[0].waiting_stride = 3, requests[0].pump_stride = 10;
  requests[1].waiting_times = 1, requests[1].parts = Parts::REAL;
  requests[2].pump_times = 17, requests[2].frequencies = 19;
  requests[3].frequency_stride = 44, requests[3].pump_times = 1;
  requests[4].waiting_times_ps = {{1.3, 15.6}}, requests[4].pump_stride = 2, requests[4].frequency_stride = 7;
  std::vector<Sampling> samplings;
  for (const SamplingRequest& request : requests) samplings.push_back(request.resolve(axes));
  return samplings;
}

}  // namespace sim::testing
