// How fast a training step is, beside its parts and beside what the machine can do at most.
//   bench_training_step                                      the student at batch 32, on one and two threads
//   bench_training_step --benchmark_filter=teacher           the teacher at batch 2: needs about 6 GB
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <torch/torch.h>

#include <chrono>
#include <string>

#include "models/architectures.hpp"
#include "models/flat_parameters.hpp"
#include "models/keep_freed_memory.hpp"
#include "models/keras_adam.hpp"
#include "models/losses.hpp"
#include "models/network.hpp"

namespace {

using models::Mode;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Multiply-adds per second of a 1024³ matrix product, in operations (2 each): the practical peak of these
// threads.
double peak_operations_per_second() {
  const at::Tensor a = at::ones({1024, 1024}), b = at::ones({1024, 1024});
  double best = 1e9;
  for (int i = 0; i < 10; ++i) {
    const auto start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(at::mm(a, b));
    best = std::min(best, seconds_since(start));
  }
  return 2.0 * 1024 * 1024 * 1024 / best;
}

// A network at its usual input with all that a training step touches.
struct Workbench {
  Workbench(const std::string& name, int64_t rows)
      : architecture(models::find_architecture(name)),
        network(architecture.blueprint({}), architecture.usual_input, 1),
        flat(network.parameters(), 3),
        adam(flat.values(), flat.gradients()),
        x(at::randn({rows, architecture.usual_input.channels, architecture.usual_input.height,
                     architecture.usual_input.width})),
        labels(at::arange(rows, at::kLong).remainder(2)) {}

  at::Tensor forward() {
    const models::Pass pass{.mode = Mode::TRAIN, .dropout_key = 1};
    return models::cross_entropy_sum(network.forward(x, pass), labels);
  }

  void update() { adam.step(1.0 / static_cast<double>(x.size(0))); }

  const models::Architecture& architecture;
  models::Network network;
  models::FlatParameters flat;
  models::KerasAdam adam;
  at::Tensor x, labels;
};

// Counters: samples/s, GFLOP/s and their share of the peak; a step is three forward passes' worth of
// operations.
void training_step(benchmark::State& state, const std::string& name, int64_t rows) {
  at::set_num_threads(static_cast<int>(state.range(0)));
  const double peak = peak_operations_per_second();
  Workbench bench(name, rows);
  double forward = 0, backward = 0, update = 0, total = 0;
  const auto step = [&] {
    auto start = std::chrono::steady_clock::now();
    bench.flat.zero_grad();
    update += seconds_since(start);
    start = std::chrono::steady_clock::now();
    const at::Tensor loss = bench.forward();
    forward += seconds_since(start);
    start = std::chrono::steady_clock::now();
    loss.backward();
    backward += seconds_since(start);
    start = std::chrono::steady_clock::now();
    bench.update();
    update += seconds_since(start);
  };
  step();  // the first touches fresh memory and builds oneDNN's kernels
  forward = backward = update = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    step();
    total += seconds_since(start);
  }
  const auto steps = static_cast<double>(state.iterations());
  const auto operations = static_cast<double>(3 * rows * bench.network.summary().forward_operations);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["forward_ms"] = 1e3 * forward / steps;
  state.counters["backward_ms"] = 1e3 * backward / steps;
  state.counters["update_ms"] = 1e3 * update / steps;
  state.counters["samples_per_s"] = static_cast<double>(rows) * steps / total;
  state.counters["GFLOP_per_s"] = 1e-9 * operations * steps / total;
  state.counters["peak_GFLOP_per_s"] = 1e-9 * peak;
  state.counters["share_of_peak"] = operations * steps / total / peak;
  state.counters["peak_memory_GB"] = 1e-6 * static_cast<double>(usage.ru_maxrss);
}

// Runs first: what a step costs while the C library hands every freed block back to the system.
void student_step_default_malloc(benchmark::State& state) { training_step(state, "student", 32); }

void student_step(benchmark::State& state) {
  models::keep_freed_memory();
  training_step(state, "student", 32);
}

void teacher_step(benchmark::State& state) {
  models::keep_freed_memory();
  training_step(state, "teacher", 2);
}

// Each part alone.
void student_forward(benchmark::State& state) {
  models::keep_freed_memory();
  at::set_num_threads(static_cast<int>(state.range(0)));
  Workbench bench("student", 32);
  for (auto _ : state) benchmark::DoNotOptimize(bench.forward());
}

void student_backward(benchmark::State& state) {
  models::keep_freed_memory();
  at::set_num_threads(static_cast<int>(state.range(0)));
  Workbench bench("student", 32);
  for (auto _ : state) {
    state.PauseTiming();
    const at::Tensor loss = bench.forward();
    state.ResumeTiming();
    loss.backward();
  }
}

void student_update(benchmark::State& state) {
  at::set_num_threads(static_cast<int>(state.range(0)));
  Workbench bench("student", 32);
  for (auto _ : state) {
    bench.update();
    bench.flat.zero_grad();
  }
}

void student_evaluation(benchmark::State& state) {
  models::keep_freed_memory();
  at::set_num_threads(static_cast<int>(state.range(0)));
  Workbench bench("student", 32);
  const at::NoGradGuard no_gradients;
  for (auto _ : state) benchmark::DoNotOptimize(bench.network.forward(bench.x, {}));
}

void on_one_and_two_threads(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
}

BENCHMARK(student_step_default_malloc)->Apply(on_one_and_two_threads);
BENCHMARK(student_step)->Apply(on_one_and_two_threads);
BENCHMARK(student_forward)->Apply(on_one_and_two_threads);
BENCHMARK(student_backward)->Apply(on_one_and_two_threads);
BENCHMARK(student_update)->Apply(on_one_and_two_threads);
BENCHMARK(student_evaluation)->Apply(on_one_and_two_threads);
BENCHMARK(teacher_step)
    ->ArgName("threads")
    ->Arg(2)
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
