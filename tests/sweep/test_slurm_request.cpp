#include "sweep/slurm_request.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "input_error_text.hpp"
#include "sweep/worker_memory.hpp"

namespace sweep {
namespace {

constexpr double kGib = 1 << 30;
constexpr double kHour = 3600;
constexpr double kOverhead = 60 + 180 + 60;  // start, signal before the end, signal too early

/// Trials of these seconds each, on one worker; from start unless they have epochs.
struct Trials {
  Grid grid;
  std::vector<TrialCost> costs;
  int team_size = 1;
  mutable int forecasts = 0;

  explicit Trials(const std::vector<double>& seconds, int epochs = 1)
      : grid(Study::parse("factors:\n  replicate: " + std::to_string(seconds.size()) + "\n", "study.yaml")),
        costs(seconds.size()) {
    for (std::size_t i = 0; i < seconds.size(); ++i) {
      costs[i].operations = seconds[i];
      costs[i].epochs = epochs;
    }
  }

  Plan plan(int workers) const {
    return {
        grid, costs, {}, {.workers = workers, .speed = {.operations_per_second = 1}, .team_size = team_size}};
  }
  Forecast forecast_with(int workers, double useful_seconds) const {
    ++forecasts;
    return forecast(plan(workers), useful_seconds);
  }
  StudyNeed need() const {
    StudyNeed need;
    need.trials = grid.size();
    return need;
  }
  SlurmRequest request(const NodeOffer& offer, const StudyNeed& need) const {
    return slurm_request(offer, need, [this](int w, double s) { return forecast_with(w, s); });
  }
  SlurmRequest request(const NodeOffer& offer) const { return request(offer, need()); }
};

/// By trying every size there is.
struct BruteForce {
  const Trials& trials;
  const NodeOffer& offer;
  const StudyNeed& need;

  Forecast at(int nodes, int workers) const {
    return trials.forecast_with(nodes * workers, offer.limit_seconds - kOverhead);
  }
  bool busy(int nodes, int workers) const { return nodes * workers == 1 || at(nodes, workers).busy >= 0.7; }
  bool over_within(int nodes, int workers, double seconds) const {
    const Forecast f = at(nodes, workers);
    return 1.5 * f.seconds + f.allocations * kOverhead <= seconds;
  }
  std::pair<int, int> best() const {
    const double within = need.within_seconds.value_or(std::min(offer.limit_seconds, 24 * kHour));
    const double soon = need.within_seconds.value_or(std::min(within, kHour));
    int share = 1;
    for (int n = 1; n <= offer.cpus; ++n) {
      if (busy(1, n) && over_within(1, n, soon)) return {1, n};
      if (busy(1, n)) share = n;
    }
    std::pair<int, int> largest{1, share};
    const int nodes = std::min<int>(offer.nodes, static_cast<int>(need.trials));
    for (int n = 1; n <= nodes; ++n) {
      const int workers = n == 1 ? share : offer.cpus;
      if (!busy(n, workers)) continue;
      if (over_within(n, workers, within)) return {n, workers};
      largest = {n, workers};
    }
    return largest;
  }
};

TEST(SlurmRequest, IsWhatTryingEverySizeFinds) {
  std::mt19937 random(7);
  const auto among = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  int several_nodes = 0, shares = 0, late = 0, several_allocations = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<double> seconds;
    const int scale = 60 * among(1, 400);
    for (int i = among(2, 40); i > 0; --i)
      seconds.push_back(scale * among(1, 10) + (among(0, 9) ? 0 : 10 * scale));
    Trials trials(seconds, among(0, 1));
    trials.team_size = among(0, 2);
    const NodeOffer offer{.nodes = among(1, 6), .cpus = among(1, 6), .limit_seconds = kHour * among(1, 30)};
    StudyNeed need = trials.need();
    if (among(0, 1)) need.within_seconds = kHour * among(1, 60);
    const SlurmRequest request = trials.request(offer, need);
    const auto best = BruteForce{trials, offer, need}.best();
    ASSERT_EQ(std::pair(request.nodes, request.workers_per_node), best) << "round " << round;
    ASSERT_LE(request.seconds, offer.limit_seconds);
    several_nodes += request.nodes > 1;
    shares += request.nodes == 1 && request.workers_per_node < offer.cpus;
    late += !request.in_time;
    several_allocations += request.forecast.allocations > 1;
  }
  EXPECT_GT(several_nodes, 20);
  EXPECT_GT(shares, 20);
  EXPECT_GT(late, 20);
  EXPECT_GT(several_allocations, 20);
}

TEST(SlurmRequest, FewForecastsDoForManyTrialsAndNodes) {
  std::vector<double> seconds(2000, 10 * kHour);
  seconds[0] = 100 * kHour;  // for which no number of nodes is enough
  const Trials trials(seconds);
  const SlurmRequest request = trials.request({.nodes = 1000, .cpus = 8, .limit_seconds = 30 * kHour});
  EXPECT_LE(trials.forecasts, 20);
  EXPECT_GE(request.forecast.busy, 0.7);
  EXPECT_EQ(request.forecast.allocations, 4);
  EXPECT_EQ(request.forecast.carried_on, 1u);
  EXPECT_EQ(request.seconds, 30 * kHour);
}

TEST(SlurmRequest, TimeHasAMarginAndIsAskedForInRoundSteps) {
  const NodeOffer offer{.cpus = 1, .limit_seconds = 240 * kHour};
  const auto asked = [&](double seconds) { return Trials({seconds}).request(offer).seconds; };
  EXPECT_EQ(asked(10), 600);                  // 315 s, to 5 min
  EXPECT_EQ(asked(2 * kHour), 3.25 * kHour);  // 3 h 5 min, to 15 min
  EXPECT_EQ(asked(10 * kHour), 16 * kHour);   // 15 h 5 min, to the hour
  EXPECT_EQ(Trials({10 * kHour}).request({.limit_seconds = 12.5 * kHour}).seconds, 12.5 * kHour)
      << "at most the limit";
}

TEST(SlurmRequest, TrialsWithoutCheckpointsGetThreeTimesTheirTime) {
  const NodeOffer offer{.cpus = 1, .limit_seconds = 240 * kHour};
  EXPECT_EQ(Trials({10 * kHour}, 0).request(offer).seconds,
            31 * kHour);  // with the time to start and to stop
  EXPECT_EQ(Trials({10 * kHour}, 1).request(offer).seconds, 16 * kHour) << "goes on where it was";
  EXPECT_EQ(Trials(std::vector<double>(10, kHour), 0).request(offer).seconds, 16 * kHour)
      << "others take longer";
}

TEST(SlurmRequest, GpusAreAskedForForAnHourAtLeast) {
  NodeOffer offer{.cpus = 4, .gpus = 1, .limit_seconds = 24 * kHour};
  EXPECT_EQ(Trials({10}).request(offer).seconds, kHour);
  offer.limit_seconds = kHour / 2;
  EXPECT_EQ(Trials({10}).request(offer).seconds, kHour / 2);
}

TEST(SlurmRequest, TrialsThatFitIntoNoAllocation) {
  const NodeOffer offer{.limit_seconds = 2 * kHour + kOverhead};
  const SlurmRequest resumed = Trials({5 * kHour, 1800}, 1).request(offer);
  EXPECT_EQ(resumed.forecast.allocations, 3);
  EXPECT_EQ(resumed.forecast.carried_on, 1u);
  EXPECT_EQ(resumed.forecast.stranded, 0u);
  const SlurmRequest stranded = Trials({5 * kHour, 1800}, 0).request(offer);
  EXPECT_EQ(stranded.forecast.allocations, 1) << "of those that can end";
  EXPECT_EQ(stranded.forecast.carried_on, 0u);
  EXPECT_EQ(stranded.forecast.stranded, 1u);
}

TEST(SlurmRequest, TrialsWithoutCheckpointsLeaveGapsAtTheEndOfAllocations) {
  const NodeOffer offer{.limit_seconds = kHour + kOverhead};
  const std::vector<double> seconds(6, 0.6 * kHour);  // one fits into each allocation
  EXPECT_EQ(Trials(seconds, 0).request(offer).forecast.allocations, 6);
  EXPECT_EQ(Trials(seconds, 1).request(offer).forecast.allocations, 4);
}

TEST(SlurmRequest, GpuNodesHaveAWorkerPerGpuAndShareTheirCpus) {
  const Trials trials(std::vector<double>(100, kHour));
  StudyNeed need = trials.need();
  need.threads = 2;
  const SlurmRequest request =
      trials.request({.nodes = 3, .cpus = 64, .gpus = 4, .limit_seconds = 24 * kHour}, need);
  EXPECT_EQ(request.nodes, 2);
  EXPECT_EQ(request.workers_per_node, 4);
  EXPECT_EQ(request.gpus_per_node, 4);
  EXPECT_EQ(request.cpus_per_worker, 16);
  const SlurmRequest part =
      Trials({60, 60}).request({.nodes = 3, .cpus = 64, .gpus = 4}, Trials({60, 60}).need());
  EXPECT_EQ(part.gpus_per_node, 1);
  EXPECT_EQ(part.cpus_per_worker, 16) << "a GPU's share of the node";
}

TEST(SlurmRequest, ThreadsAndMemoryDecideHowManyWorkersANodeHas) {
  const Trials trials(std::vector<double>(1000, kHour));
  StudyNeed need = trials.need();
  need.threads = 4;
  need.worker_bytes = 9 * kGib;
  need.process_bytes = kGib;
  NodeOffer offer{.nodes = 100, .cpus = 32, .memory_bytes = 256 * kGib, .limit_seconds = 24 * kHour};
  SlurmRequest request = trials.request(offer, need);
  EXPECT_EQ(request.workers_per_node, 8);
  EXPECT_EQ(request.cpus_per_worker, 4);
  EXPECT_EQ(request.memory_bytes, 102 * kGib) << "(8 * 10 + 1) * 1.25, rounded up";
  offer.memory_bytes = 64 * kGib;
  request = trials.request(offer, need);
  EXPECT_EQ(request.workers_per_node, 5);
  offer.memory_bytes = 11.5 * kGib;
  EXPECT_EQ(trials.request(offer, need).memory_bytes, 11.5 * kGib) << "all of it, without the margin";
}

TEST(SlurmRequest, RefusesWhatNeverFits) {
  const Trials trials({60});
  StudyNeed need = trials.need();
  need.threads = 8;
  EXPECT_EQ(input_error_text([&] { trials.request({.cpus = 4}, need); }),
            "run.threads is 8, but a node has 4 CPUs: must be no more");
  need.threads = 1;
  need.worker_bytes = 100 * kGib;
  EXPECT_TRUE(contains(input_error_text([&] { trials.request({.memory_bytes = 64 * kGib}, need); }),
                       "takes 100.0 GiB with its coordinator, but a node has 64.0 GiB"));
  need.worker_bytes = 0;
  EXPECT_TRUE(contains(input_error_text([&] { trials.request({.limit_seconds = 240}, need); }),
                       "a job may take 240 s"));
}

TEST(SlurmRequest, NoMoreWorkersThanWanted) {
  const Trials trials(std::vector<double>(1000, kHour));
  StudyNeed need = trials.need();
  need.most_workers = 20;
  const SlurmRequest request = trials.request({.nodes = 9, .cpus = 8, .limit_seconds = 24 * kHour}, need);
  EXPECT_EQ(request.nodes * request.workers_per_node, 16);
}

TEST(WorkerMemory, IsTheLargestTrialAndTheSamplesThatAreKept) {
  const Grid grid(Study::parse("factors:\n  replicate: 3\n  training.batch: [8, 16]\n", "study.yaml"));
  std::vector<TrialCost> costs(grid.size());
  for (TrialCost& cost : costs) {
    cost.memory_bytes = 150;
    cost.kept_bytes = 100;
  }
  costs[1].memory_bytes = 170;
  EXPECT_EQ(worker_memory_bytes(grid, costs, 1000), 370) << "three replicates have samples of their own";
  EXPECT_EQ(worker_memory_bytes(grid, costs, 250), 320);
}

}  // namespace
}  // namespace sweep
