#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "models/architectures.hpp"
#include "models/flat_parameters.hpp"
#include "models/keras_adam.hpp"
#include "models/network.hpp"
#include "models/precision.hpp"
#include "sim/spectra_dataset.hpp"

namespace bench {

using models::Precision;

// A network at its usual input, with its data and all else that a training step touches.
class TrainingWorkbench {
 public:
  TrainingWorkbench(const std::string& architecture, int64_t rows, at::Device device, Precision precision);

  // A step's parts, in the order in which step() takes them.
  void next_batch();
  void zero_grad() { flat_.zero_grad(); }
  at::Tensor forward();  // the loss
  void update() { adam_.step(1.0 / static_cast<double>(pictures_.size(0))); }

  // A whole step, until the device is done.
  void step();
  // The forward pass of an evaluation.
  at::Tensor logits() { return network_.forward(pictures_, {.precision = precision_}); }

  at::Device device() const { return network_.device(); }
  Precision precision() const { return precision_; }
  int64_t rows() const { return pictures_.size(0); }

  // Of a step: three forward passes' worth, 2 per multiply-add of convolutions and dense layers.
  double operations() const;
  // Of a step, that must go to and from memory at least with the layers cut as they are. What a layer leaves
  // for the backward pass is written, read by the next layer and read again on the way back, where its
  // gradient is written and read: 5 times its bytes. The input is read twice. A parameter is read forward and
  // backward, its gradient is cleared, added to (2) and read, and Adam reads and writes value and both
  // moments: 12 times 4 bytes.
  double bytes() const;

 private:
  const models::Architecture& architecture_;
  Precision precision_;
  sim::SpectraDataset dataset_;
  models::Network network_;
  models::FlatParameters flat_;
  models::KerasAdam adam_;
  std::vector<int64_t> samples_;
  at::Tensor pictures_, labels_;
};

}  // namespace bench
