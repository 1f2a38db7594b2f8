// What it is worth to add gradients up while the backward pass is still going on.
//   mpirun -n 2 bench_team_step [ARCHITECTURE] [ROWS OF THE GLOBAL BATCH] [REPETITIONS]     on CPUs, through
//   MPI
// Steps with and without overlap take turns in one run; a step of one rank alone on the whole batch is shown
// beside them.
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <numeric>

#include "models/architectures.hpp"
#include "models/keep_freed_memory.hpp"
#include "sim/spectra_dataset.hpp"
#include "sweep/study.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/mpi_reducer.hpp"
#include "workers/network_training.hpp"

namespace {

using workers::Overlap;

sim::SpectraConfig spectra(const std::string& architecture, std::int64_t rows) {
  sim::SpectraConfig config;
  config.sampling = sim::Sampling::named(config.cube, architecture == "teacher" ? "full" : "every-10");
  config.snr = 5;
  config.population.samples_per_class = rows;
  return config;
}

/// A member of a team with its network, ready to take one step after the other.
class Member {
 public:
  Member(const std::string& architecture, std::int64_t rows, const comm::Communicator& ranks, Overlap overlap)
      : recipe_(sweep::Study::parse(
                    "name: bench\n", "bench",
                    {"model.architecture=" + architecture, "training.batch=" + std::to_string(rows)})
                    .settings,
                1),
        dataset_(spectra(architecture, rows)),
        network_(recipe_.architecture->blueprint(recipe_.model), recipe_.architecture->usual_input, 1),
        team_(
            ranks, sweep::Rank{0}, [] { return false; }, nullptr,
            std::make_unique<workers::MpiReducer>(ranks, overlap)),
        training_(network_, recipe_, dataset_, {}, team_, 1),
        order_(static_cast<std::size_t>(rows)) {
    dataset_.cache(std::int64_t{1} << 30);
    std::iota(order_.begin(), order_.end(), 0);
  }

  double step_seconds() {
    workers::TrainingState state;
    const auto start = std::chrono::steady_clock::now();
    training_.finish_epoch(order_, state);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

 private:
  workers::Recipe recipe_;
  sim::SpectraDataset dataset_;
  models::Network network_;
  workers::RankTeam team_;
  workers::NetworkTraining training_;
  std::vector<std::int64_t> order_;
};

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void run(int argc, char** argv) {
  const std::string architecture = argc > 1 ? argv[1] : "student";
  const std::int64_t rows = argc > 2 ? std::atoi(argv[2]) : 32;
  const int repetitions = argc > 3 ? std::atoi(argv[3]) : 11;
  at::set_num_threads(1);
  models::keep_freed_memory();
  const auto world = comm::Communicator::world();
  Member at_once(architecture, rows, world, Overlap::NO);
  Member overlapped(architecture, rows, world, Overlap::YES);
  Member alone(architecture, rows, comm::Communicator::self(), Overlap::NO);
  std::vector<double> times[3];
  for (int i = -1; i < repetitions; ++i) {  // one before the count starts
    Member* const members[] = {&at_once, &overlapped, &alone};
    for (int which = 0; which < 3; ++which) {
      world.barrier();
      const bool idle = which == 2 && world.rank() > 0;  // the others leave it the machine
      const double seconds = idle ? 0 : members[which]->step_seconds();
      if (i >= 0) times[which].push_back(seconds);
    }
  }
  if (world.rank() != 0) return;
  const double first = middle(times[0]), second = middle(times[1]), single = middle(times[2]);
  std::printf("%s, batch %ld, %d ranks of one thread, median of %d\n", architecture.c_str(),
              static_cast<long>(rows), world.size(), repetitions);
  std::printf("sums after the backward pass   %8.1f ms\n", 1e3 * first);
  std::printf("sums beside the backward pass  %8.1f ms   %.3f of that\n", 1e3 * second, second / first);
  std::printf("one rank, the whole batch      %8.1f ms   %.2f times as long\n", 1e3 * single, single / first);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const comm::MpiSession session(argc, argv);
    run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_team_step: %s\n", error.what());
    comm::MpiSession::abort(1);
  }
}
