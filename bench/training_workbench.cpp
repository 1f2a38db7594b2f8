#include "bench/training_workbench.hpp"

#include <torch/torch.h>

#include <numeric>

#include "bench/peaks.hpp"
#include "models/losses.hpp"
#include "workers/device.hpp"

namespace bench {
namespace {

constexpr int64_t kExtras = 2;  // loss and hits, as in a trial
constexpr int64_t kCacheBytes = int64_t{1} << 30;

bool is_made_anew(const models::Architecture& architecture) { return architecture.name == "teacher"; }

sim::SpectraConfig spectra_for(const models::Architecture& architecture, int64_t rows) {
  sim::SpectraConfig config;
  config.sampling = sim::Sampling::named(config.cube, is_made_anew(architecture) ? "full" : "every-10");
  config.snr = 5;
  config.population.samples_per_class = rows;  // two batches, so that they differ
  return config;
}

}  // namespace

TrainingWorkbench::TrainingWorkbench(const std::string& architecture, int64_t rows, at::Device device,
                                     Precision precision)
    : architecture_(models::find_architecture(architecture)),
      precision_(precision),
      dataset_(spectra_for(architecture_, rows)),
      network_(architecture_.blueprint({}), architecture_.usual_input, 1, device),
      flat_(network_.parameters(), kExtras),
      adam_(flat_.values(), flat_.gradients()),
      samples_(static_cast<size_t>(rows)),
      labels_(at::arange(rows, at::kLong).remainder(2).to(device)) {
  workers::prepare_device(device);
  if (device.is_cuda()) models::choose_matrix_units(precision);
  // As in a trial: thinned spectra are kept once made, full ones are made for every batch.
  if (!is_made_anew(architecture_)) dataset_.cache(kCacheBytes);
  std::iota(samples_.begin(), samples_.end(), 0);
  next_batch();
}

void TrainingWorkbench::next_batch() {
  for (int64_t& sample : samples_) sample = (sample + 1) % dataset_.size();
  pictures_ = dataset_.batch(samples_, device());
}

at::Tensor TrainingWorkbench::forward() {
  const models::Pass pass{.mode = models::Mode::TRAIN,
                          .precision = precision_,
                          .dropout_key = 1,
                          .step = static_cast<uint64_t>(adam_.steps())};
  return models::cross_entropy_sum(network_.forward(pictures_, pass), labels_);
}

void TrainingWorkbench::step() {
  next_batch();
  zero_grad();
  forward().backward();
  update();
  finish(device());
}

double TrainingWorkbench::operations() const {
  return 3.0 * static_cast<double>(rows()) * static_cast<double>(network_.summary().forward_operations);
}

double TrainingWorkbench::bytes() const {
  const double float32_share = precision_ == Precision::BFLOAT16 ? 0.5 : 1;
  const auto activations = static_cast<double>(rows() * network_.summary().activation_bytes);
  return 5 * float32_share * activations + 2 * static_cast<double>(pictures_.nbytes()) +
         12.0 * 4 * static_cast<double>(flat_.values().numel());
}

}  // namespace bench
