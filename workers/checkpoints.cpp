#include "workers/checkpoints.hpp"

#include <fcntl.h>
#include <torch/serialize.h>
#include <unistd.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace workers {
namespace {

constexpr std::int64_t kFormat = 2;
constexpr const char* kDeaths = ".deaths";

void sync(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw std::runtime_error(path.string() + ": " + std::strerror(error));
}

/// LibTorch's archives are read without looking at their checksums, so the file ends with one of ours.
std::uint32_t checksum_of(std::string_view bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

/// Throws when the file is not what was written.
std::string whole_content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::uint32_t checksum = 0;
  if (bytes.size() < sizeof checksum) throw std::runtime_error("cut short");
  std::memcpy(&checksum, &bytes[bytes.size() - sizeof checksum], sizeof checksum);
  bytes.resize(bytes.size() - sizeof checksum);
  if (checksum_of(bytes) != checksum) throw std::runtime_error("damaged");
  return bytes;
}

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

TrainingState read_state(InputArchive& archive, sweep::TrialId trial) {
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

}  // namespace

std::filesystem::path Checkpoints::path_of(sweep::TrialId trial) const {
  return folder_ / (trial.hex() + ".pt");
}

void Checkpoints::save(sweep::TrialId trial, const TrainingState& state) const {
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
  const std::string bytes = std::move(stream).str();
  const std::uint32_t checksum = checksum_of(bytes);

  make_folder();
  const std::filesystem::path path = path_of(trial);
  const std::filesystem::path temporary = path.string() + ".new";
  std::ofstream file(temporary, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.write(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  file.close();
  if (!file) throw std::runtime_error(temporary.string() + ": cannot be written: " + std::strerror(errno));
  sync(temporary, O_RDWR);
  std::filesystem::rename(temporary, path);
  sync(folder_, O_RDONLY | O_DIRECTORY);
}

std::optional<TrainingState> Checkpoints::load(sweep::TrialId trial) const {
  if (!holds(trial)) return std::nullopt;
  try {
    const std::string bytes = whole_content(path_of(trial));
    InputArchive archive;
    archive.load_from(bytes.data(), bytes.size());
    return read_state(archive, trial);
  } catch (const std::exception&) {
    return std::nullopt;  // damaged, or of another: the trial is the better for beginning anew
  }
}

void Checkpoints::make_folder() const {
  if (!std::filesystem::create_directories(folder_)) return;
  const std::filesystem::path parent = folder_.parent_path();
  sync(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
}

std::filesystem::path Checkpoints::deaths_path(sweep::TrialId trial) const {
  return folder_ / (trial.hex() + kDeaths);
}

int Checkpoints::note_death(sweep::TrialId trial) const {
  try {
    make_folder();
    std::ofstream(deaths_path(trial), std::ios::app) << '\n';  // a byte per death
    sync(deaths_path(trial), O_RDWR);
  } catch (const std::exception&) {
    return 1;  // it is a note, and nothing that the run depends on
  }
  return deaths(trial);
}

int Checkpoints::deaths(sweep::TrialId trial) const {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(deaths_path(trial), none);
  return none ? 0 : static_cast<int>(std::min<std::uintmax_t>(bytes, 1000));
}

std::vector<sweep::TrialId> Checkpoints::whose_rank_died() const {
  std::vector<sweep::TrialId> trials;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
    if (entry.path().extension() != kDeaths) continue;
    const std::string name = entry.path().stem().string();
    const sweep::TrialId trial{std::strtoull(name.c_str(), nullptr, 16)};
    if (trial.hex() == name && deaths(trial) > 0) trials.push_back(trial);
  }
  return trials;
}

void Checkpoints::remove(sweep::TrialId trial) const {
  std::error_code nothing_there;
  // As a rule nothing was kept of any trial: one question instead of three, after every record.
  if (!std::filesystem::exists(folder_, nothing_there)) return;
  std::filesystem::remove(deaths_path(trial), nothing_there);
  std::filesystem::remove(path_of(trial), nothing_there);
  std::filesystem::remove(path_of(trial).string() + ".new", nothing_there);
}

void Checkpoints::clear() const {
  std::error_code nothing_there;
  std::filesystem::remove_all(folder_, nothing_there);
}

bool Checkpoints::holds(sweep::TrialId trial) const {
  std::error_code nothing_there;
  return std::filesystem::exists(path_of(trial), nothing_there);
}

}  // namespace workers
