#include "workers/early_stopping.hpp"

#include <torch/torch.h>

namespace workers {

void EarlyStopping::note(double validation_loss, const NetworkTraining& training) {
  if (patience_ == 0) return;
  ++epochs_since_;
  if (!(validation_loss < lowest_loss_)) return;
  lowest_loss_ = validation_loss;
  epochs_since_ = 0;
  training.put_into(best_);
  // Training goes on in the memory that these share. The moments are of no use to anybody who trains no more.
  best_.parameters = best_.parameters.clone();
  for (at::Tensor& buffer : best_.buffers) buffer = buffer.clone();
}

void EarlyStopping::restore(NetworkTraining& training) const {
  if (best_.parameters.defined()) training.take_from(best_);
}

void EarlyStopping::put_into(TrainingState& state) const {
  state.lowest_loss = lowest_loss_;
  state.epochs_since_lowest = epochs_since_;
  state.best_parameters = best_.parameters;
  state.best_buffers = best_.buffers;
}

void EarlyStopping::take_from(const TrainingState& state) {
  lowest_loss_ = state.lowest_loss;
  epochs_since_ = state.epochs_since_lowest;
  best_ = state;
  best_.parameters = state.best_parameters;
  best_.buffers = state.best_buffers;
}

}  // namespace workers
