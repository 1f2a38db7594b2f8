// Speed of making spectra on one thread, beside a memory copy of the same bytes measured in the same run.
// Run alone: bench_simulator. The counter `of_memcpy` is bytes made per second ÷ bytes copied per second.
// Where LibTorch finds a GPU, batches are also made for it (--benchmark_filter=cuda), beside a copy on it.

#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>
#include <torch/cuda.h>

#include <chrono>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "bench/peaks.hpp"
#include "sim/best_accuracy.hpp"
#include "sim/detection_time.hpp"
#include "sim/fisher_information.hpp"
#include "sim/noise.hpp"
#include "sim/sampling_request.hpp"
#include "sim/separable_series.hpp"
#include "sim/spectra_dataset.hpp"
#include "sim/write_pictures.hpp"

namespace {

enum class Noise { NONE, SNR_5 };

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Bytes per second of memcpy between two buffers of this size, already touched.
double copy_speed(std::size_t bytes) {
  std::vector<char> from(bytes, 1);
  std::vector<char> to(bytes, 2);
  const auto repeats = static_cast<int>(std::max<std::size_t>(3, (std::size_t{1} << 29) / bytes));
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < repeats; ++i) {
    std::memcpy(to.data(), from.data(), bytes);
    benchmark::DoNotOptimize(to.data());
    benchmark::ClobberMemory();
  }
  return static_cast<double>(bytes) * repeats / seconds_since(start);
}

void report(benchmark::State& state, std::size_t bytes_per_sample, std::int64_t samples_per_iteration,
            double seconds) {
  const double samples = static_cast<double>(state.iterations()) * static_cast<double>(samples_per_iteration);
  const double speed = samples * static_cast<double>(bytes_per_sample) / seconds;
  state.counters["samples/s"] = samples / seconds;
  state.counters["GB/s"] = speed / 1e9;
  const double copy = copy_speed(bytes_per_sample * samples_per_iteration);
  state.counters["memcpy_GB/s"] = copy / 1e9;
  state.counters["of_memcpy"] = speed / copy;
}

sim::SpectraConfig configuration(const std::string& sampling, Noise noise) {
  sim::SpectraConfig config;
  config.sampling = sim::Sampling::named(config.cube, sampling);
  if (noise == Noise::SNR_5) config.snr = 5;
  config.population.samples_per_class = 64;
  return config;
}

// A dataset's batch as a trainer asks for it: parameters → series → picture, in memory that the allocator
// hands out.
void batch(benchmark::State& state, const std::string& sampling, Noise noise, std::int64_t batch_size) {
  at::set_num_threads(1);
  const sim::SpectraDataset dataset(configuration(sampling, noise));
  std::vector<std::int64_t> samples(batch_size);
  std::iota(samples.begin(), samples.end(), 0);
  std::size_t bytes = dataset.batch(samples, at::kCPU).nbytes() / batch_size;
  const auto start = std::chrono::steady_clock::now();
  for (auto step : state) {
    benchmark::DoNotOptimize(dataset.batch(samples, at::kCPU).data_ptr());
    for (auto& sample : samples) sample = (sample + batch_size) % dataset.size();
  }
  report(state, bytes, batch_size, seconds_since(start));
}

// A batch of pictures that are kept, in the memory format that a network on the CPU works in.
void cached(benchmark::State& state) {
  at::set_num_threads(1);
  sim::SpectraDataset dataset(configuration("every-10", Noise::SNR_5));
  dataset.cache(std::int64_t{1} << 30);
  std::vector<std::int64_t> samples(32);
  std::iota(samples.begin(), samples.end(), 0);
  const auto use = [&] {
    benchmark::DoNotOptimize(
        dataset.batch(samples, at::kCPU).contiguous(at::MemoryFormat::ChannelsLast).data_ptr());
    for (auto& sample : samples) sample = (sample * 5 + 1) % dataset.size();
  };
  std::vector<std::int64_t> all(static_cast<std::size_t>(dataset.size()));
  std::iota(all.begin(), all.end(), 0);
  dataset.batch(all, at::kCPU);
  for (auto step : state) use();
}

// A batch as a trainer on a GPU asks for it, until it is there.
void batch_on_gpu(benchmark::State& state, const std::string& sampling, Noise noise,
                  std::int64_t batch_size) {
  const at::Device device(at::kCUDA, 0);
  const sim::SpectraDataset dataset(configuration(sampling, noise));
  std::vector<std::int64_t> samples(batch_size);
  std::iota(samples.begin(), samples.end(), 0);
  const auto bytes = static_cast<double>(dataset.batch(samples, device).nbytes());
  const double copy = bench::copy_bytes_per_second(device) / 2;  // as memcpy is counted: bytes written
  const auto start = std::chrono::steady_clock::now();
  for (auto step : state) {
    benchmark::DoNotOptimize(dataset.batch(samples, device).data_ptr());
    bench::finish(device);
    for (auto& sample : samples) sample = (sample + batch_size) % dataset.size();
  }
  const double batches = static_cast<double>(state.iterations()) / seconds_since(start);
  state.counters["samples/s"] = batches * static_cast<double>(batch_size);
  state.counters["GB/s"] = 1e-9 * batches * bytes;
  state.counters["copy_GB/s"] = 1e-9 * copy;
  state.counters["of_copy"] = batches * bytes / copy;
}

void register_on_gpu(const std::string& sampling, Noise noise) {
  const std::string name = "batch/" + sampling + "_32" + (noise == Noise::NONE ? "" : "_snr_5") + "/cuda";
  benchmark::RegisterBenchmark(name.c_str(),
                               [=](benchmark::State& state) { batch_on_gpu(state, sampling, noise, 32); })
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
}

// A batch written into memory that is already there, as memcpy has it: what the simulator itself costs.
void write_out(benchmark::State& state, const std::string& sampling, Noise noise) {
  at::set_num_threads(1);
  const sim::SpectraConfig config = configuration(sampling, noise);
  const sim::Population population(config.population, config.key_samples);
  const sim::SeparableSeries series(config.cube, config.physics, config.sampling, 8192);
  std::vector<float> out(static_cast<std::size_t>(config.sampling.real_numbers()));
  std::int64_t sample = 0;
  const auto start = std::chrono::steady_clock::now();
  for (auto step : state) {
    const sim::PictureFactors<float> factors(series.expand(population.components(sample)), config.sampling,
                                             0.3);
    std::vector<sim::SampleNoise> source;
    if (noise != Noise::NONE)
      source.push_back({sim::GaussianNoise(7), static_cast<std::uint32_t>(sample), 0.1F});
    sim::write_pictures<float>({factors}, source, out.data());
    benchmark::ClobberMemory();
    sample = (sample + 1) % population.size();
  }
  report(state, out.size() * sizeof(float), 1, seconds_since(start));
}

// What a trial waits for before its first batch: the noise-free bound of 2,000 full-size samples, all
// threads.
void first_batch(benchmark::State& state) {
  for (auto step : state) {
    sim::SpectraConfig config = configuration("every-10", Noise::SNR_5);
    config.population.samples_per_class = 1000;
    benchmark::DoNotOptimize(sim::SpectraDataset(config).scale());
  }
}

void normals(benchmark::State& state) {
  const sim::GaussianNoise noise(3);
  std::vector<std::uint32_t> pump_times(176);
  std::iota(pump_times.begin(), pump_times.end(), 0);
  std::vector<float> real(176);
  std::vector<float> imag(176);
  std::uint32_t row = 0;
  for (auto step : state) {
    noise.row(1, row++, 2, pump_times.data(), 176, real.data(), imag.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * 176 * 2);
}

// The factors of a full-size spectrum's information, made once per cube and physics.
void information_factors(benchmark::State& state) {
  for (auto step : state) {
    const sim::FisherInformation information(sim::Cube{}, sim::Physics{},
                                             {sim::PopulationSettings{}.reference});
    benchmark::DoNotOptimize(information.peak());
  }
}

// All limits of studies/accuracy-vs-reduction.yaml: 9 samplings at 7 SNRs, everything known and estimated.
void limits_of_aim_2(benchmark::State& state) {
  const sim::Axes axes = sim::Cube{}.axes();
  std::vector<sim::Sampling> samplings = {sim::Sampling::full(axes)};
  for (const std::int64_t stride : {2, 5, 10, 20}) samplings.push_back(sim::Sampling::every(axes, stride));
  sim::SamplingRequest request;
  request.parts = sim::Parts::REAL;
  request.waiting_times = 3;
  samplings.push_back(request.resolve(axes));
  request.waiting_times = 1;
  samplings.push_back(request.resolve(axes));
  request.pump_stride = 10;
  samplings.push_back(request.resolve(axes));
  request.frequency_stride = 10;
  samplings.push_back(request.resolve(axes));
  const sim::PopulationSettings population;
  for (auto step : state) {
    const sim::FisherInformation information(axes, sim::Physics{}, {population.reference});
    for (const sim::Sampling& sampling : samplings) {
      const sim::FisherInformation::Answer answer = information.of(sampling);
      for (const double snr : {100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 0.0}) {
        benchmark::DoNotOptimize(sim::best_accuracy(answer.known, snr, population));
        benchmark::DoNotOptimize(sim::best_accuracy(answer.estimated, snr, population));
      }
    }
  }
}

BENCHMARK_CAPTURE(write_out, full, "full", Noise::NONE)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(write_out, full_snr_5, "full", Noise::SNR_5)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(write_out, every_10, "every-10", Noise::NONE)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(write_out, every_10_snr_5, "every-10", Noise::SNR_5)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(batch, full_8, "full", Noise::NONE, 8)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(batch, full_8_snr_5, "full", Noise::SNR_5, 8)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(batch, every_10_32, "every-10", Noise::NONE, 32)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(batch, every_10_32_snr_5, "every-10", Noise::SNR_5, 32)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(cached)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(first_batch)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(normals)->UseRealTime();
BENCHMARK(information_factors)->Unit(benchmark::kMillisecond);
BENCHMARK(limits_of_aim_2)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  if (torch::cuda::is_available()) {
    for (const std::string sampling : {"full", "every-10"})
      for (const Noise noise : {Noise::NONE, Noise::SNR_5}) register_on_gpu(sampling, noise);
  }
  benchmark::RunSpecifiedBenchmarks();
}
