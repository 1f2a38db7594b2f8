#include "app/earlier_trials.hpp"

#include "app/open_dataset.hpp"
#include "app/study_of_file.hpp"
#include "sweep/architectures.hpp"
#include "sweep/input_error.hpp"
#include "workers/estimate.hpp"

namespace app {

void learn_from(const results::ResultsFile& file, const sweep::Grid& grid,
                const std::vector<sweep::TrialCost>& costs, sweep::Calibration& calibration) {
  const sweep::Architectures architectures(grid);
  file.each([&](const results::RowView& row) {
    if (row.state() != sweep::TrialState::COMPLETE) return;
    const auto place = grid.find(row.id());
    if (!place) return;
    calibration.add(architectures.of(*place), costs[place->value], static_cast<int>(row.team_size()),
                    row.metric(sweep::Metric::WALL_SECONDS));
  });
}

void learn_from(const std::string& path, sweep::Calibration& calibration) {
  const results::ResultsFile file(path, results::Access::READ);
  const std::size_t before = calibration.trials();
  try {
    const sweep::Study study = study_of_file(file.header(), path);
    const sweep::Grid grid(study);
    learn_from(file, grid, workers::estimate_costs(grid, dataset_opener(study.seed)), calibration);
  } catch (const sweep::InputError& error) {
    throw sweep::InputError("--costs " + path + ": its trials cannot be counted: " + error.what());
  }
  if (calibration.trials() == before)
    throw sweep::InputError("--costs " + path +
                            ": no trial in it is complete, so it says nothing about times");
}

}  // namespace app
