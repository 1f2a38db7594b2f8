#include "app/plan_report.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>

#include "app/progress_display.hpp"
#include "sweep/rehearsal.hpp"
#include "sweep/setting_key.hpp"

namespace app {
namespace {

/// What trials of one architecture take, together and at most.
struct Group {
  std::size_t trials = 0;
  std::size_t waiting = 0;  // for a teacher
  double seconds = 0;
  double longest_seconds = 0;
  double memory_bytes = 0;
  std::int64_t fewest_parameters = 0;
  std::int64_t most_parameters = 0;
  double least_reduction = 0;
  double most_reduction = 0;
};

std::map<std::string, Group> groups_of(const sweep::Grid& grid, const std::vector<sweep::TrialCost>& costs,
                                       const sweep::Plan& plan) {
  std::map<std::string, Group> groups;
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const sweep::TrialCost& cost = costs[i];
    Group& group = groups[grid.settings(sweep::Row{i}).text("model.architecture")];
    const bool first = group.trials++ == 0;
    group.waiting += grid[sweep::Row{i}].teacher ? 1 : 0;
    group.seconds += plan.trials()[i].seconds();
    group.longest_seconds = std::max(group.longest_seconds, plan.trials()[i].seconds());
    group.memory_bytes = std::max(group.memory_bytes, cost.memory_bytes);
    group.fewest_parameters = first ? cost.parameters : std::min(group.fewest_parameters, cost.parameters);
    group.most_parameters = std::max(group.most_parameters, cost.parameters);
    group.least_reduction =
        first ? cost.data_reduction : std::min(group.least_reduction, cost.data_reduction);
    group.most_reduction = std::max(group.most_reduction, cost.data_reduction);
  }
  return groups;
}

std::string range(double low, double high) {
  char text[64];
  if (low == high) {
    std::snprintf(text, sizeof text, "%.4g", low);
  } else {
    std::snprintf(text, sizeof text, "%.4g to %.4g", low, high);
  }
  return text;
}

/// Whether the trials of a study differ in this setting because they follow different recipes.
bool decided_by_recipe(const sweep::Study& study, const std::string& key) {
  const sweep::Factor* recipe = study.factor("recipe");
  if (recipe == nullptr) return false;
  const auto level = [&](const sweep::Level& name) { return study.settings_under(name.string())[key]; };
  return std::any_of(recipe->levels.begin(), recipe->levels.end(), [&](const sweep::Level& name) {
    return !(level(name) == level(recipe->levels.front()));
  });
}

/// All of them, or the first few and the last of very many.
std::string levels_text(const std::vector<sweep::Level>& levels) {
  constexpr std::size_t kMany = 60;
  constexpr std::size_t kFirst = 3;
  std::string text;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    text += (i > 0 ? ", " : "") + levels[i].text();
    if (levels.size() <= kMany || i != kFirst - 1) continue;
    text += ", …";
    i = levels.size() - 2;
  }
  if (levels.size() > kMany) text += "  (" + std::to_string(levels.size()) + ")";
  return text;
}

}  // namespace

void print_grid(const sweep::Study& study, const sweep::Grid& grid,
                const std::vector<sweep::TrialCost>& costs) {
  std::cout << study.name << ": " << grid.size() << " trials";
  std::int64_t fits = 0;
  for (const sweep::TrialCost& cost : costs) fits += cost.fits;
  if (fits != static_cast<std::int64_t>(grid.size())) std::cout << " of " << fits << " fits";
  if (grid.excluded() > 0) std::cout << ", " << grid.excluded() << " combinations excluded";
  if (grid.merged() > 0) std::cout << ", " << grid.merged() << " merged (they describe the same trial)";
  if (grid.added_teachers() > 0)
    std::cout << ", " << grid.added_teachers() << " of them teachers added for distillation";
  std::cout << "\n\nFactors\n";
  for (const sweep::Factor& column : grid.columns()) {
    std::printf("  %-22s %s\n", column.key.c_str(), levels_text(column.levels).c_str());
  }
}

void print_costs(const sweep::Grid& grid, const std::vector<sweep::TrialCost>& costs,
                 const sweep::Plan& plan) {
  std::printf(
      "\nTrials          number  after a teacher  parameters (M)    data reduction  memory (GiB)  each at "
      "most\n");
  for (const auto& [architecture, group] : groups_of(grid, costs, plan)) {
    const auto millions = [](std::int64_t n) { return static_cast<double>(n) / 1e6; };
    std::printf("  %-12s %7zu  %15zu  %14s  %16s  %12.2f  %12s\n", architecture.c_str(), group.trials,
                group.waiting,
                range(millions(group.fewest_parameters), millions(group.most_parameters)).c_str(),
                range(group.least_reduction, group.most_reduction).c_str(), group.memory_bytes / (1 << 30),
                duration_text(group.longest_seconds).c_str());
  }
}

void print_schedule(const sweep::Grid& grid, const sweep::Plan& plan, const sweep::Rehearsal& rehearsal,
                    double bound_seconds, const Speed& speed) {
  std::size_t widest = 1;
  for (const sweep::Performance& p : rehearsal.schedule) widest = std::max(widest, p.assignment.team.size());
  std::printf("\nSchedule on %d %s at %.0f GFLOP/s each (%s)\n", plan.workers(),
              plan.workers() == 1 ? "worker" : "workers", speed.operations_per_second / 1e9,
              speed.origin.c_str());
  std::printf("  predicted time   %s, workers busy %.0f %% of it\n", duration_text(rehearsal.seconds).c_str(),
              100 * rehearsal.busy());
  std::printf("  at least         %s, however scheduled (predicted is %.3f times that)\n",
              duration_text(bound_seconds).c_str(), rehearsal.seconds / bound_seconds);
  std::printf("  longest chain    %s, on the fastest teams\n",
              duration_text(plan.bound().chain_seconds).c_str());
  std::printf("  worker-hours     %.4g (GPU-hours where each worker has one)\n",
              rehearsal.seconds * plan.workers() / 3600);
  std::printf("  widest team      %zu\n", widest);
  if (rehearsal.deaths > 0) std::printf("  workers that die %d\n", rehearsal.deaths);
  std::printf("  starts           ");
  for (std::size_t i = 0; i < std::min<std::size_t>(3, rehearsal.schedule.size()); ++i) {
    std::printf("%s%s\n", i ? "                   " : "",
                describe(grid, rehearsal.schedule[i].assignment.row).c_str());
  }
}

void print_memory(std::uint64_t file_bytes) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf(
      "  results file     %.3g GB; coordinator about %.3g GB of memory (this process, with all of the "
      "plan)\n",
      static_cast<double>(file_bytes) / 1e9, static_cast<double>(used.ru_maxrss) * 1024 / 1e9);
}

void print_settings(const sweep::Study& study, const sweep::Grid& grid) {
  std::printf("\nSettings (seed %llu)\n", static_cast<unsigned long long>(study.seed));
  for (const sweep::SettingKey& key : sweep::setting_keys()) {
    if (!key.is_of(study.task)) continue;
    const std::string name(key.name);
    const auto varies = [&](const sweep::Factor& column) { return column.key == name; };
    const bool factor = std::any_of(grid.columns().begin(), grid.columns().end(), varies);
    const std::string level = factor                           ? "(factor)"
                              : decided_by_recipe(study, name) ? "(recipe)"
                                                               : study.settings[name].text();
    std::printf("  %-26s %-18s # %s\n", name.c_str(), level.c_str(), std::string(key.about).c_str());
  }
}

}  // namespace app
