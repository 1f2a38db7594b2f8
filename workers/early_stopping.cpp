#include "workers/early_stopping.hpp"

#include <torch/torch.h>

namespace workers {

bool EarlyStopping::stop_after(double validation_loss, const NetworkTraining& training) {
  if (patience_ == 0) return false;
  if (!(validation_loss < lowest_loss_)) return ++epochs_since_ >= patience_;
  lowest_loss_ = validation_loss;
  epochs_since_ = 0;
  training.put_into(best_);
  // Training goes on in the memory that these share. The moments are of no use to anybody who trains no more.
  best_.parameters = best_.parameters.clone();
  for (at::Tensor& buffer : best_.buffers) buffer = buffer.clone();
  return false;
}

void EarlyStopping::restore(NetworkTraining& training) const {
  if (best_.parameters.defined()) training.take_from(best_);
}

}  // namespace workers
