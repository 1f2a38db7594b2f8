// How a study is run: no part of any result.

#include "sweep/setting_tables.hpp"

namespace sweep {

std::vector<SettingKey> run_settings() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  using enum Kind;
  return {
      {"run.device",
       CHOICE,
       "auto",
       "what ranks train on: GPUs where all have one (auto), cpu, or cuda",
       -kInfinity,
       kInfinity,
       {"auto", "cpu", "cuda"}},
      {"run.team_size", INTEGER, 0, "ranks that train one trial together; 0: chosen from the trial's cost", 0,
       1e5},
      {"run.threads", INTEGER, 1, "threads per rank", 1, 1024},
      {"run.cache_mib", INTEGER, 2048, "memory per rank for samples once made, MiB", 0, 1e7},
      {"run.evaluate_every", INTEGER, 1, "epochs between points of the test curves", 1, 1e6},
      {"run.checkpoint_after_minutes", NUMBER, 10,
       "trials that take longer are checkpointed after every epoch; 0: all, inf: none", 0},
      {"run.stop_seconds", NUMBER, 60, "from a signal to the end of the program, at most", 1, 1e5},
      {"run.silence_seconds", NUMBER, 600, "a rank without a sign of life for so long ends the run", 1, 1e6},
  };
}

}  // namespace sweep
