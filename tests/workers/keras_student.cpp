#include "keras_student.hpp"

#include <torch/torch.h>

#include <cmath>

#include "models/dropout.hpp"
#include "models/initial_values.hpp"

KerasStudent::KerasStudent(std::int64_t channels, std::int64_t height, std::int64_t width,
                           std::uint64_t initial_weights_key, std::uint64_t dropout_key, double learning_rate)
    : dropout_key_(dropout_key), learning_rate_(learning_rate) {
  const std::int64_t pooled = ((height + 1) / 2 / 2) * ((width + 1) / 2 / 2);
  for (const Weights& convolution :
       {Weights{channels, 32, 3, false, true}, Weights{32, 32, 3, true, true},
        Weights{32, 16, 1, false, true}, Weights{16, 96, 1, false, true}, Weights{96, 96, 3, true, true},
        Weights{96, 320, 1, false, true}, Weights{320, 256, 1, false, false}}) {
    add(convolution, initial_weights_key);
    add_batch_norm(convolution.outputs);
  }
  add({256 * pooled, 64, 0, false, true}, initial_weights_key);
  add_batch_norm(64);
  add({64, 2, 0, false, true}, initial_weights_key);
}

void KerasStudent::add(const Weights& w, std::uint64_t key) {
  const std::int64_t window = w.kernel == 0 ? 1 : w.kernel * w.kernel;
  std::vector<std::int64_t> shape = {w.outputs, w.depthwise ? 1 : w.inputs};
  if (w.kernel > 0) shape.insert(shape.end(), {w.kernel, w.kernel});
  const auto fan_in = static_cast<double>(window * w.inputs);
  const auto fan_out = static_cast<double>(w.depthwise ? window : window * w.outputs);
  const at::Tensor uniform =
      models::uniform_values(shape, 1, key, static_cast<std::uint32_t>(parameters_.size())).to(at::kDouble);
  parameters_.push_back({(uniform * std::sqrt(6 / (fan_in + fan_out))).requires_grad_(true), {}, {}});
  if (w.bias) parameters_.push_back({at::zeros({w.outputs}, at::kDouble).requires_grad_(true), {}, {}});
}

void KerasStudent::add_batch_norm(std::int64_t channels) {
  parameters_.push_back({at::ones({channels}, at::kDouble).requires_grad_(true), {}, {}});
  parameters_.push_back({at::zeros({channels}, at::kDouble).requires_grad_(true), {}, {}});
  running_.push_back(at::zeros({channels}, at::kDouble));
  running_.push_back(at::ones({channels}, at::kDouble));
}

at::Tensor KerasStudent::convolution(const at::Tensor& x, std::int64_t stride, std::int64_t groups,
                                     bool bias) {
  const at::Tensor weight = parameters_[next_parameter_++].value;
  const std::int64_t kernel = weight.size(2);
  std::vector<std::int64_t> zeros;  // last axis first: before, after
  for (const std::int64_t axis : {3, 2}) {
    const std::int64_t outputs = (x.size(axis) + stride - 1) / stride;
    const std::int64_t missing = std::max<std::int64_t>((outputs - 1) * stride + kernel - x.size(axis), 0);
    zeros.insert(zeros.end(), {missing / 2, missing - missing / 2});
  }
  const at::Tensor y =
      at::conv2d(at::constant_pad_nd(x, zeros), weight, at::Tensor(), at::IntArrayRef({stride, stride}),
                 at::IntArrayRef({0, 0}), at::IntArrayRef({1, 1}), groups);
  return bias ? y + parameters_[next_parameter_++].value.view({1, -1, 1, 1}) : y;
}

at::Tensor KerasStudent::dense(const at::Tensor& x) {
  const at::Tensor weight = parameters_[next_parameter_++].value, bias = parameters_[next_parameter_++].value;
  return at::mm(x, weight.t()) + bias;
}

at::Tensor KerasStudent::batch_norm(const at::Tensor& x, Phase phase) {
  const at::Tensor gamma = parameters_[next_parameter_++].value, beta = parameters_[next_parameter_++].value;
  at::Tensor& running_mean = running_[next_running_++];
  at::Tensor& running_variance = running_[next_running_++];
  const bool picture = x.dim() == 4;
  const at::Tensor rows = picture ? x.permute({0, 2, 3, 1}).reshape({-1, x.size(1)}) : x;
  at::Tensor mean = running_mean, variance = running_variance;
  if (phase == Phase::TRAINING) {
    mean = rows.mean(0);
    variance = (rows - mean).square().mean(0);
    const auto n = static_cast<double>(rows.size(0));
    const double bessel = picture ? n / (n - 1) : 1;
    running_mean = 0.99 * running_mean + 0.01 * mean.detach();
    running_variance = 0.99 * running_variance + 0.01 * bessel * variance.detach();
  }
  const at::Tensor y = (rows - mean) / (variance + 0.001).sqrt() * gamma + beta;
  if (!picture) return y;
  return y.view({x.size(0), x.size(2), x.size(3), x.size(1)}).permute({0, 3, 1, 2});
}

at::Tensor KerasStudent::forward(const at::Tensor& x, Phase phase) {
  next_parameter_ = next_running_ = 0;
  const auto normalised = [&](const at::Tensor& y) { return batch_norm(y, phase).clamp_min(0); };
  at::Tensor y = x.to(at::kDouble);
  y = normalised(convolution(y, 2, 1, true));
  y = normalised(convolution(y, 1, 32, true));
  y = normalised(convolution(y, 1, 1, true));
  y = normalised(convolution(y, 1, 1, true));
  y = normalised(convolution(y, 1, 96, true));
  y = normalised(convolution(y, 1, 1, true));
  y = normalised(convolution(y, 1, 1, false));
  const std::int64_t height = y.size(2) / 2, width = y.size(3) / 2;
  y = y.narrow(2, 0, 2 * height).narrow(3, 0, 2 * width);
  y = y.reshape({y.size(0), y.size(1), height, 2, width, 2}).mean({3, 5});
  y = y.permute({0, 2, 3, 1}).reshape({y.size(0), -1});
  y = batch_norm(dense(y), phase);
  if (phase == Phase::TRAINING) {
    const models::Pass pass{
        .mode = models::Mode::TRAIN, .dropout_key = dropout_key_, .step = static_cast<std::uint64_t>(steps_)};
    const at::Tensor kept = models::Dropout(0.5, 0).mask(y.size(0), y.size(1), pass) > 0;
    y = y * kept / 0.5;
  }
  return dense(y);
}

double KerasStudent::train(const at::Tensor& x, const at::Tensor& teacher_logits, const at::Tensor& labels) {
  const at::Tensor student = forward(x, Phase::TRAINING), teacher = teacher_logits.to(at::kDouble);
  const at::Tensor p = at::softmax(teacher / 3, 1), q = at::softmax(student / 3, 1);
  const at::Tensor divergence = (p * (p / q).log()).sum();
  const at::Tensor right = at::softmax(student, 1).gather(1, labels.view({-1, 1}));
  const at::Tensor loss = 0.9 * 9 * divergence - 0.1 * right.log().sum();
  loss.backward();
  update(x.size(0));
  return loss.item<double>();
}

void KerasStudent::update(std::int64_t rows) {
  const at::NoGradGuard no_gradients;
  const auto t = static_cast<double>(steps_++);
  const double rate =
      learning_rate_ / (1 + 1e-5 * t) * std::sqrt(1 - std::pow(0.999, t + 1)) / (1 - std::pow(0.9, t + 1));
  for (Parameter& parameter : parameters_) {
    const at::Tensor g = (parameter.value.grad() / static_cast<double>(rows)).clamp(-0.5, 0.5);
    at::Tensor &m = parameter.first_moment, &v = parameter.second_moment;
    m = m.defined() ? 0.9 * m + 0.1 * g : 0.1 * g;
    v = v.defined() ? 0.999 * v + 0.001 * g * g : 0.001 * g * g;
    parameter.value.sub_(rate * m / (v.sqrt() + 1e-7));
    parameter.value.mutable_grad().reset();
  }
}

at::Tensor KerasStudent::logits(const at::Tensor& x) {
  const at::NoGradGuard no_gradients;
  return forward(x, Phase::EVALUATION);
}
