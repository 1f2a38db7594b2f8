#include "workers/estimate.hpp"

#include <torch/torch.h>

#include <chrono>
#include <span>
#include <string>
#include <unordered_map>

#include "gpu/release_memory.hpp"
#include "models/architectures.hpp"
#include "models/precision.hpp"
#include "sweep/input_error.hpp"
#include "workers/batch_memory.hpp"
#include "workers/fold_cost.hpp"
#include "workers/operations.hpp"
#include "workers/recipe.hpp"

namespace workers {
namespace {

constexpr double kOperationsPerNumber = 150;  // about what simulating one number and its noise takes

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

  cost.parameters = network.parameters;
  cost.data_reduction = dataset->data_reduction();
  cost.samples = dataset->size();
  cost.operations = samples * numbers * kOperationsPerNumber;
  cost.kept_bytes = kept ? data_bytes : 0;
  cost.memory_bytes = cost.kept_bytes;
  const auto forward = static_cast<double>(network.forward_operations);
  if (recipe.architecture->fitting == models::Fitting::CLOSED_FORM) {
    cost.operations += 2 * train * train * numbers + samples * forward;
    cost.memory_bytes += 2 * train * numbers * sizeof(float) +  // in batches' layout and flattened
                         3 * train * train * sizeof(double) +   // Gram matrix, eigenvectors, work space
                         batch_memory_bytes(0, 0, numbers * sizeof(float));
    return cost;
  }
  cost.epochs = recipe.epochs;
  const auto epochs = static_cast<double>(recipe.epochs);
  const auto parameters = static_cast<double>(network.parameters);
  cost.operations += epochs * (kForwardAndBackward * train * forward +
                               train / static_cast<double>(recipe.batch) * parameters * kUpdateOperations);
  cost.operations +=
      ((samples - train) * epochs / static_cast<double>(recipe.evaluate_every) + samples) * forward;
  if (!kept) cost.operations += epochs * samples * numbers * kOperationsPerNumber;
  cost.memory_bytes += 4 * parameters * sizeof(float) +  // weights, gradients and Adam's two moments
                       batch_memory_bytes(recipe.batch, static_cast<double>(network.activation_bytes),
                                          numbers * sizeof(float));
  return cost;
}

/// Trials that differ only in these cost the same.
std::string what_decides_the_cost(sweep::Settings settings) {
  if (settings.task() == sweep::Task::SPECTRA) settings.set("replicate", 0);  // wells differ with their split
  settings.set("data.snr", 1);
  std::string text;
  for (const auto& [key, level] : settings.levels()) text += level.text() + '\n';
  return text;
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
  std::vector<sweep::TrialCost> costs;
  std::unordered_map<std::string, sweep::TrialCost> known;
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const sweep::Settings settings = grid.settings(sweep::Row{i});
    const std::string key = what_decides_the_cost(settings);
    auto found = known.find(key);
    if (found == known.end()) {
      try {
        found = known.emplace(key, cost_of(settings, open)).first;
      } catch (const std::invalid_argument& error) {
        throw sweep::InputError(label_of(grid, sweep::Row{i}) + ": " + error.what());
      }
    }
    costs.push_back(found->second);
  }
  return costs;
}

double measured_operations_per_second(int threads, c10::Device device) {
  at::set_num_threads(threads);
  const at::NoGradGuard no_gradients;
  if (!device.is_cpu()) models::choose_matrix_units(models::Precision::FLOAT32);
  // The student's dearest layer on a few small pictures, on a GPU on many: 1×1 convolution of 320 to 256
  // channels.
  const std::int64_t pictures = device.is_cpu() ? 4 : 256;
  const auto options = at::TensorOptions().dtype(at::kFloat).device(device);
  const at::Tensor x = at::rand({pictures, 320, 64, 9}, options).contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor weight = at::rand({256, 320, 1, 1}, options);
  const double operations = 2.0 * static_cast<double>(pictures) * 64 * 9 * 320 * 256;
  const auto convolve = [&] {
    const at::Tensor y = at::conv2d(x, weight);
    if (!device.is_cpu()) y.flatten()[0].item<float>();  // a GPU is waited for
  };
  convolve();
  const auto start = std::chrono::steady_clock::now();
  double seconds = 0;
  int runs = 0;
  while (seconds < 0.1) {
    convolve();
    ++runs;
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  gpu::release_memory(device);
  constexpr double kWholeNetworkShare =
      0.5;  // normalisation, activations and small layers run slower than this layer
  return kWholeNetworkShare * runs * operations / seconds;
}

double operations_per_second_of_workers(const comm::Communicator& world, int threads, c10::Device device) {
  const int worker = world.size() > 1 ? 1 : 0;
  double speed = world.rank() == worker ? measured_operations_per_second(threads, device) : 0;
  world.broadcast(std::as_writable_bytes(std::span(&speed, 1)), worker);
  return speed;
}

}  // namespace workers
