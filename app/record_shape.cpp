#include "app/record_shape.hpp"

#include <algorithm>
#include <optional>

#include "app/open_wells.hpp"

namespace app {
namespace {

/// The names of the rows of a trial's predictions, where all trials have the same.
std::vector<std::string> sample_names(const sweep::Grid& grid, const workers::OpenDataset& open) {
  if (grid.settings(sweep::Row{0}).task() != sweep::Task::WELLS) return {};
  std::optional<std::vector<std::string>> names;
  for (const sweep::Row row : grid.distinct(plate_keys())) {
    const auto of_trial = open(grid.settings(row))->cross_validation()->row_names;
    if (names && *names != of_trial) return {};
    names = of_trial;
  }
  return *names;
}

}  // namespace

sweep::RecordShape record_shape(const sweep::Grid& grid, const std::vector<sweep::TrialCost>& costs,
                                const workers::OpenDataset& open) {
  sweep::RecordShape shape;
  shape.sample_names = sample_names(grid, open);
  for (const sweep::TrialCost& cost : costs) {
    shape.epochs = std::max(shape.epochs, static_cast<std::size_t>(cost.epochs));
    shape.samples = std::max(shape.samples, static_cast<std::size_t>(cost.samples));
  }
  return shape;
}

}  // namespace app
