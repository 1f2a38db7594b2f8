#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

/// The report's student and its training as the report and Keras 2 have it, a second time: in float64, with
/// plain tensor operations and LibTorch's derivatives, every number written out. Knows nothing of our layers,
/// losses and optimiser; only random numbers come from where the program takes them.
class KerasStudent {
 public:
  KerasStudent(std::int64_t channels, std::int64_t height, std::int64_t width,
               std::uint64_t initial_weights_key, std::uint64_t dropout_key, double learning_rate);

  /// One step. x: [rows, channels, height, width]. Returns the loss, summed over the rows.
  double train(const at::Tensor& x, const at::Tensor& teacher_logits, const at::Tensor& labels);
  /// [rows, 2], by the running statistics.
  at::Tensor logits(const at::Tensor& x);

  /// As if so many steps had been taken since.
  void skip(std::int64_t steps) { steps_ += steps; }

  struct Parameter {
    at::Tensor value, first_moment, second_moment;
  };
  const std::vector<Parameter>& parameters() const { return parameters_; }
  /// Of every BatchNorm: mean, variance.
  const std::vector<at::Tensor>& running() const { return running_; }

 private:
  enum class Phase { TRAINING, EVALUATION };
  struct Weights {
    std::int64_t inputs, outputs, kernel;  // kernel 0: dense
    bool depthwise, bias;
  };

  void add(const Weights& weights, std::uint64_t key);
  void add_batch_norm(std::int64_t channels);
  at::Tensor forward(const at::Tensor& x, Phase phase);
  at::Tensor convolution(const at::Tensor& x, std::int64_t stride, std::int64_t groups, bool bias);
  at::Tensor dense(const at::Tensor& x);
  at::Tensor batch_norm(const at::Tensor& x, Phase phase);
  void update(std::int64_t rows);

  std::uint64_t dropout_key_;
  double learning_rate_;
  std::int64_t steps_ = 0;
  std::vector<Parameter> parameters_;
  std::vector<at::Tensor> running_;
  std::size_t next_parameter_ = 0, next_running_ = 0;  // of a forward pass
};
