#include "workers/estimate.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "models/architectures.hpp"
#include "sweep/input_error.hpp"
#include "workers/batch_memory.hpp"
#include "workers/fit_cost.hpp"
#include "workers/fold_cost.hpp"
#include "workers/operations.hpp"
#include "workers/recipe.hpp"

namespace workers {
namespace {

/// Samples that are made, and how many of them by every member of a team.
void add_samples(sweep::TrialCost& cost, double made, double made_by_all, double numbers) {
  cost.operations += made * numbers * kOperationsPerNumber;
  cost.undivided_operations += made_by_all * numbers * kOperationsPerNumber;
}

sweep::TrialCost cost_of(const sweep::Settings& settings, const OpenDataset& open) {
  const Recipe recipe(settings, 0);
  sweep::TrialCost cost;
  if (recipe.architecture->fitting == models::Fitting::NOTHING) return cost;

  const auto dataset = open(settings);
  if (dataset->cross_validation() != nullptr) return fold_cost(recipe, *dataset);
  const auto shape = dataset->sample_shape();
  const models::InputShape input{shape[0], shape[1], shape[2]};
  const auto network = models::summarize(*recipe.architecture, recipe.model, input);
  const auto samples = static_cast<double>(dataset->size());
  const double train = samples * settings.number("data.train_fraction");
  const double numbers = static_cast<double>(models::values_in(input));
  const double data_bytes = samples * numbers * sizeof(float);
  const bool kept = data_bytes <= settings.number("run.cache_mib") * (1 << 20);
  const SamplesSeen seen{.train = train,
                         .checked = samples - train,
                         .judged = samples,
                         .checks = recipe.checks(),
                         .numbers = numbers};

  cost.parameters = network.parameters;
  cost.data_reduction = dataset->data_reduction();
  cost.samples = dataset->size();
  cost.kept_bytes = kept ? data_bytes : 0;
  cost.memory_bytes = cost.kept_bytes;
  if (recipe.architecture->fitting == models::Fitting::CLOSED_FORM) {
    add_closed_form_fit(cost, network, recipe, seen);
    add_samples(cost, kept ? samples : train + samples, train, numbers);
    cost.memory_bytes += 2 * train * numbers * sizeof(float) +  // in batches' layout and flattened
                         closed_form_memory_bytes(recipe, seen) +
                         batch_memory_bytes(0, 0, numbers * sizeof(float));
    return cost;
  }
  cost.epochs = recipe.epochs;
  add_gradient_fit(cost, network, recipe, seen);
  const double made = static_cast<double>(recipe.epochs) * train + seen.checks * seen.checked + samples;
  // What is kept, every member of a team comes to need: its share is drawn anew in each epoch.
  add_samples(cost, kept ? samples : made, kept ? samples : 0, numbers);
  cost.start_operations = cost.undivided_operations;
  cost.memory_bytes += 4 * static_cast<double>(network.parameters) *
                           sizeof(float) +  // weights, gradients and Adam's two moments
                       batch_memory_bytes(recipe.batch, static_cast<double>(network.activation_bytes),
                                          numbers * sizeof(float));
  return cost;
}

/// Whether trials that differ in this setting only cost the same.
bool costs_nothing(sweep::Task task, const std::string& key) {
  if (key == "replicate") return task == sweep::Task::SPECTRA;  // wells differ with their split
  for (const char* free :
       {"data.snr", "distill.", "training.learning_rate", "training.beta", "training.epsilon",
        "training.decay", "training.clip_value", "model.dropout", "model.batch_norm"}) {
    if (key.starts_with(free)) return true;
  }
  return false;
}

/// The columns of a grid whose levels decide what a trial costs.
std::vector<std::size_t> deciding_columns(const sweep::Grid& grid) {
  const sweep::Task task = grid.settings(sweep::Row{0}).task();
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < grid.columns().size(); ++i) {
    if (!costs_nothing(task, grid.columns()[i].key)) columns.push_back(i);
  }
  return columns;
}

std::string label_of(const sweep::Grid& grid, sweep::Row row) {
  std::string label;
  for (std::size_t i = 0; i < grid.columns().size(); ++i) {
    label += (i ? ", " : "") + grid.columns()[i].key + "=" + grid.level(row, i).text();
  }
  return label.empty() ? "the only trial" : "trial " + label;
}

}  // namespace

std::vector<sweep::TrialCost> estimate_costs(const sweep::Grid& grid, const OpenDataset& open) {
  const std::vector<std::size_t> deciding = deciding_columns(grid);
  std::vector<sweep::TrialCost> costs;
  costs.reserve(grid.size());
  // By the places of the deciding levels: a million trials have a handful of costs.
  std::map<std::vector<std::uint32_t>, sweep::TrialCost> known;
  std::vector<std::uint32_t> levels(deciding.size());
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const sweep::Row row{i};
    for (std::size_t k = 0; k < deciding.size(); ++k) levels[k] = grid.place(row, deciding[k]);
    auto found = known.find(levels);
    if (found == known.end()) {
      try {
        found = known.emplace(levels, cost_of(grid.settings(row), open)).first;
      } catch (const std::invalid_argument& error) {
        throw sweep::InputError(label_of(grid, row) + ": " + error.what());
      }
    }
    costs.push_back(found->second);
  }
  return costs;
}

}  // namespace workers
