// How fast a training step is, beside its parts and beside what the machine can do at most.
//   bench_training_step                                       all there is; the teacher needs about 6 GB
//   bench_training_step --benchmark_filter=student_step/      CPU, one and two threads, batch 32
//   bench_training_step --benchmark_filter=cuda               a GPU, where LibTorch finds one, batch 32
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <torch/cuda.h>
#include <torch/torch.h>

#include <chrono>
#include <string>

#include "bench/peaks.hpp"
#include "bench/training_workbench.hpp"
#include "models/keep_freed_memory.hpp"

namespace {

using bench::Precision;
using bench::TrainingWorkbench;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Where the time of a step goes: on a GPU with a wait after each part, so that their sum exceeds a whole
// step.
void count_parts(benchmark::State& state, TrainingWorkbench& bench, int steps) {
  double data = 0, forward = 0, backward = 0, update = 0;
  at::Tensor loss;
  const auto timed = [&](double& seconds, const auto& part) {
    const auto start = std::chrono::steady_clock::now();
    part();
    bench::finish(bench.device());
    seconds += 1e3 * seconds_since(start) / steps;
  };
  for (int i = 0; i < steps; ++i) {
    timed(data, [&] { bench.next_batch(); });
    timed(update, [&] { bench.zero_grad(); });
    timed(forward, [&] { loss = bench.forward(); });
    timed(backward, [&] { loss.backward(); });
    timed(update, [&] { bench.update(); });
  }
  state.counters["data_ms"] = data;
  state.counters["forward_ms"] = forward;
  state.counters["backward_ms"] = backward;
  state.counters["update_ms"] = update;
}

void training_step(benchmark::State& state, TrainingWorkbench& bench) {
  const auto type = bench.precision() == Precision::BFLOAT16 ? at::kBFloat16 : at::kFloat;
  const double peak = bench::product_operations_per_second(bench.device(), type);
  const double copy = bench::copy_bytes_per_second(bench.device());
  bench.step();  // touches fresh memory and builds oneDNN's kernels
  double total = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    bench.step();
    total += seconds_since(start);
  }
  const double seconds = total / static_cast<double>(state.iterations());
  state.counters["samples_per_s"] = static_cast<double>(bench.rows()) / seconds;
  state.counters["GFLOP_per_s"] = 1e-9 * bench.operations() / seconds;
  state.counters["peak_GFLOP_per_s"] = 1e-9 * peak;
  state.counters["share_of_peak"] = bench.operations() / seconds / peak;
  state.counters["copy_GB_per_s"] = 1e-9 * copy;
  state.counters["share_of_copy"] = bench.bytes() / seconds / copy;
  count_parts(state, bench, bench.device().is_cuda() ? 10 : 3);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  if (bench.device().is_cpu()) state.counters["peak_memory_GB"] = 1e-6 * static_cast<double>(usage.ru_maxrss);
}

void step_on_cpu(benchmark::State& state, const std::string& name, int64_t rows) {
  at::set_num_threads(static_cast<int>(state.range(0)));
  TrainingWorkbench bench(name, rows, at::kCPU, Precision::FLOAT32);
  training_step(state, bench);
}

// Runs first: what a step costs while the C library hands every freed block back to the system.
void student_step_default_malloc(benchmark::State& state) { step_on_cpu(state, "student", 32); }

void student_step(benchmark::State& state) {
  models::keep_freed_memory();
  step_on_cpu(state, "student", 32);
}

void teacher_step(benchmark::State& state) {
  models::keep_freed_memory();
  step_on_cpu(state, "teacher", 2);
}

void student_evaluation(benchmark::State& state) {
  models::keep_freed_memory();
  at::set_num_threads(static_cast<int>(state.range(0)));
  TrainingWorkbench bench("student", 32, at::kCPU, Precision::FLOAT32);
  const at::NoGradGuard no_gradients;
  for (auto _ : state) benchmark::DoNotOptimize(bench.logits());
}

void register_on_gpu(const std::string& name, Precision precision, const std::string& label) {
  const auto run = [name, precision](benchmark::State& state) {
    TrainingWorkbench bench(name, 32, at::Device(at::kCUDA, 0), precision);
    training_step(state, bench);
  };
  benchmark::RegisterBenchmark((name + "_step/cuda/" + label).c_str(), run)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
}

void on_one_and_two_threads(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
}

BENCHMARK(student_step_default_malloc)->Apply(on_one_and_two_threads);
BENCHMARK(student_step)->Apply(on_one_and_two_threads);
BENCHMARK(student_evaluation)->Apply(on_one_and_two_threads);
BENCHMARK(teacher_step)
    ->ArgName("threads")
    ->Arg(2)
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  if (torch::cuda::is_available()) {
    for (const std::string name : {"student", "teacher"}) {
      register_on_gpu(name, Precision::FLOAT32, "float32");
      register_on_gpu(name, Precision::TF32, "tf32");
      register_on_gpu(name, Precision::BFLOAT16, "bfloat16");
    }
  }
  benchmark::RunSpecifiedBenchmarks();
}
