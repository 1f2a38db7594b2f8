#include "workers/state_archive.hpp"

#include <torch/serialize.h>

#include <cstdint>
#include <initializer_list>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace workers {
namespace {

constexpr std::int64_t kFormat = 2;

at::Tensor numbers(std::initializer_list<double> values) {
  return at::tensor(std::vector<double>(values), at::kDouble);
}

using torch::serialize::InputArchive;
using torch::serialize::OutputArchive;

at::Tensor read(InputArchive& archive, const std::string& name) {
  at::Tensor tensor;
  archive.read(name, tensor, /*is_buffer=*/true);
  return tensor.contiguous();
}

void write(OutputArchive& archive, const std::string& name, const at::Tensor& tensor) {
  archive.write(name, tensor, /*is_buffer=*/true);
}

/// A tensor that may be undefined, which archives do not know: then an empty one.
at::Tensor read_optional(InputArchive& archive, const std::string& name) {
  const at::Tensor tensor = read(archive, name);
  return tensor.numel() > 0 ? tensor : at::Tensor();
}

void write_optional(OutputArchive& archive, const std::string& name, const at::Tensor& tensor) {
  write(archive, name, tensor.defined() ? tensor : at::empty({0}));
}

std::vector<at::Tensor> read_list(InputArchive& archive, const std::string& name) {
  std::vector<at::Tensor> list(static_cast<std::size_t>(read(archive, name).item<std::int64_t>()));
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = read(archive, name + std::to_string(i));
  return list;
}

void write_list(OutputArchive& archive, const std::string& name, const std::vector<at::Tensor>& list) {
  write(archive, name, at::scalar_tensor(static_cast<std::int64_t>(list.size()), at::kLong));
  for (std::size_t i = 0; i < list.size(); ++i) write(archive, name + std::to_string(i), list[i]);
}

sweep::Curves read_curves(InputArchive& archive, const std::string& name) {
  sweep::Curves curves;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const at::Tensor curve = read(archive, name + std::to_string(i));
    curves[i].assign(curve.data_ptr<float>(), curve.data_ptr<float>() + curve.numel());
  }
  return curves;
}

void write_curves(OutputArchive& archive, const std::string& name, const sweep::Curves& curves) {
  for (std::size_t i = 0; i < curves.size(); ++i)
    write(archive, name + std::to_string(i), at::tensor(curves[i], at::kFloat));
}

FittedFold read_fold(InputArchive& archive, const std::string& name) {
  const at::Tensor values = read(archive, name + "values");
  const auto at = [&](std::int64_t i) { return values[i].item<double>(); };
  return {.test_logits = read(archive, name + "test_logits"),
          .train_accuracy = at(0),
          .train_auc = at(1),
          .train_loss = at(2),
          .epochs = static_cast<std::int64_t>(at(3)),
          .curves = read_curves(archive, name + "curve")};
}

void write_fold(OutputArchive& archive, const std::string& name, const FittedFold& fold) {
  write(archive, name + "values",
        numbers({fold.train_accuracy, fold.train_auc, fold.train_loss, static_cast<double>(fold.epochs)}));
  write(archive, name + "test_logits", fold.test_logits);
  write_curves(archive, name + "curve", fold.curves);
}

at::Tensor name_of(sweep::TrialId trial) {
  const std::string hex = trial.hex();
  return at::tensor(std::vector<std::int64_t>(hex.begin(), hex.end()), at::kLong);
}

}  // namespace

std::string bytes_of(sweep::TrialId trial, const TrainingState& state) {
  OutputArchive archive;
  write(archive, "values",
        numbers({static_cast<double>(kFormat), static_cast<double>(state.epoch),
                 static_cast<double>(state.samples_seen), state.loss_sum, state.hit_sum,
                 static_cast<double>(state.steps), static_cast<double>(state.batch_parts), state.start_time,
                 state.trained_seconds, state.lowest_loss, static_cast<double>(state.epochs_since_lowest),
                 static_cast<double>(state.fitted.size())}));
  write(archive, "trial", name_of(trial));
  write_optional(archive, "parameters", state.parameters);
  write_optional(archive, "first_moment", state.first_moment);
  write_optional(archive, "second_moment", state.second_moment);
  write_list(archive, "buffers", state.buffers);
  write_optional(archive, "best_parameters", state.best_parameters);
  write_list(archive, "best_buffers", state.best_buffers);
  write_curves(archive, "curve", state.curves);
  for (std::size_t i = 0; i < state.fitted.size(); ++i)
    write_fold(archive, "fold" + std::to_string(i) + "_", state.fitted[i]);

  std::ostringstream stream;
  archive.save_to(stream);
  return std::move(stream).str();
}

TrainingState state_from(const std::string& bytes, sweep::TrialId trial) {
  InputArchive archive;
  archive.load_from(bytes.data(), bytes.size());
  if (!read(archive, "trial").equal(name_of(trial))) throw std::runtime_error("of another trial");
  const at::Tensor values = read(archive, "values");
  const auto at = [&](std::int64_t i) { return values[i].item<double>(); };
  const auto whole = [&](std::int64_t i) { return static_cast<std::int64_t>(at(i)); };
  if (whole(0) != kFormat) throw std::runtime_error("another format");
  TrainingState state;
  state.epoch = whole(1);
  state.samples_seen = whole(2);
  state.loss_sum = at(3);
  state.hit_sum = at(4);
  state.steps = whole(5);
  state.batch_parts = whole(6);
  state.start_time = at(7);
  state.trained_seconds = at(8);
  state.lowest_loss = at(9);
  state.epochs_since_lowest = whole(10);
  state.parameters = read_optional(archive, "parameters");
  state.first_moment = read_optional(archive, "first_moment");
  state.second_moment = read_optional(archive, "second_moment");
  state.buffers = read_list(archive, "buffers");
  state.best_parameters = read_optional(archive, "best_parameters");
  state.best_buffers = read_list(archive, "best_buffers");
  state.curves = read_curves(archive, "curve");
  state.fitted.resize(static_cast<std::size_t>(whole(11)));
  for (std::size_t i = 0; i < state.fitted.size(); ++i)
    state.fitted[i] = read_fold(archive, "fold" + std::to_string(i) + "_");
  return state;
}

}  // namespace workers
