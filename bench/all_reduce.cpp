// How long a team takes to add up its gradients, beside the time that the bytes alone would take.
//   mpirun -n 2 bench_all_reduce [cpu|cuda] [REPETITIONS] [LARGEST BUFFER IN MB]
// Each rank must send and receive 2(n−1)/n times the buffer (Patarasu and Yuan 2009). The floor is that many
// bytes by memcpy, all ranks copying at once, in turns with the sums. On cuda the copies are the GPU's own,
// and NCCL adds up where each rank has a GPU of its own.
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/peaks.hpp"
#include "workers/comm/communicator.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/device.hpp"
#include "workers/gradient_reducer.hpp"

namespace {

struct Buffer {
  const char* what;
  int64_t floats;
};
constexpr Buffer kBuffers[] = {{"student's gradients", 11'723'218},
                               {"teacher's gradients", 122'093'746},
                               {"a small network", 16 * 1024},
                               {"one number", 1}};

struct Times {
  std::vector<double> values = {};
  double middle() {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  }
};

class AllReduce {
 public:
  AllReduce(const comm::Communicator& team, workers::GradientReducer& reducer, at::Device device)
      : team_(team), reducer_(reducer), device_(device) {}

  void measure(const Buffer& buffer, int repetitions) {
    at::Tensor values = at::zeros({buffer.floats}, at::TensorOptions().device(device_));
    const double share = 2.0 * (team_.size() - 1) / team_.size();
    const auto moved = std::max<int64_t>(1, static_cast<int64_t>(share * static_cast<double>(buffer.floats)));
    const at::Tensor from = at::zeros({moved}, values.options());
    at::Tensor to = at::zeros_like(from);
    // Small buffers many times over: a clock and a barrier take longer than they do.
    const int turns = static_cast<int>(std::clamp<int64_t>(10'000'000 / buffer.floats, 1, 200));
    Times sums, copies;
    for (int i = -1; i < repetitions; ++i) {  // one before the count starts: fresh memory, first connections
      const double sum = seconds([&] { reducer_.sum(values); }, turns);
      const double copy = seconds([&] { to.copy_(from); }, turns);
      if (i < 0) continue;
      sums.values.push_back(sum);
      copies.values.push_back(copy);
    }
    if (team_.rank() != 0) return;
    const double sum = sums.middle(), copy = copies.middle();
    std::printf("| %s | %.4g | %.4g | %.4g … %.4g | %.3g | %.4g | %.2f |\n", buffer.what,
                4e-6 * static_cast<double>(buffer.floats), 1e3 * sum, 1e3 * sums.values.front(),
                1e3 * sums.values.back(), 4e-9 * static_cast<double>(moved) / sum, 1e3 * copy, sum / copy);
    std::fflush(stdout);
  }

 private:
  // Of one turn, until the last rank is done.
  double seconds(const std::function<void()>& work, int turns) {
    bench::finish(device_);
    team_.barrier();
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < turns; ++i) work();
    bench::finish(device_);
    team_.barrier();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / turns;
  }

  const comm::Communicator& team_;
  workers::GradientReducer& reducer_;
  at::Device device_;
};

int run(int argc, char** argv) {
  const bool on_gpu = argc > 1 && std::string(argv[1]) == "cuda";
  const int repetitions = argc > 2 ? std::atoi(argv[2]) : 11;
  const auto world = comm::Communicator::world();
  at::set_num_threads(1);
  if (on_gpu && workers::gpus_here() == 0) throw std::runtime_error("there is no GPU that LibTorch can use");
  const at::Device device =
      on_gpu ? at::Device(at::kCUDA, static_cast<at::DeviceIndex>(world.rank() % workers::gpus_here()))
             : at::Device(at::kCPU);
  const auto reducer = workers::make_reducer(world, device);
  if (world.rank() == 0) {
    std::printf("%d ranks, %s, %s, median of %d (least … most)\n", world.size(), on_gpu ? "cuda" : "cpu",
                reducer->name().c_str(), repetitions);
    std::printf("| buffer | MB | sum, ms | least … most | GB/s moved | floor, ms | times the floor |\n");
    std::printf("|---|---|---|---|---|---|---|\n");
  }
  AllReduce benchmark(world, *reducer, device);
  const double most = argc > 3 ? std::atof(argv[3]) : 1e6;
  for (const Buffer& buffer : kBuffers)
    if (4e-6 * static_cast<double>(buffer.floats) <= most) benchmark.measure(buffer, repetitions);
  reducer->close();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const comm::MpiSession session(argc, argv);
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_all_reduce: %s\n", error.what());
    comm::MpiSession::abort(1);
  }
}
