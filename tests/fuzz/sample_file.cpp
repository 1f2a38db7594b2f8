#include "sample_file.hpp"

#include <unistd.h>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "results/new_file.hpp"
#include "sweep/grid.hpp"
#include "target.hpp"

namespace fuzz {
namespace {

struct Sample {
  const char* study;
  sweep::RecordShape shape;
};
const std::array<Sample, kSampleFiles>& samples() {
  static const sweep::RecordShape small{3, 4, 2};
  static const std::array<Sample, kSampleFiles> all = {{
      {"name: one\n", {0, 0, 2}},
      {"factors: {replicate: 3}\n", small},
      {"factors: {data.snr: [5, 2], data.sampling: [full, {parts: real}], model.architecture: [student, "
       "mlp]}\n",
       small},
      {"settings: {model.architecture: distilled}\nfactors: {data.source: [simulated, ä.h5], replicate: 2}\n",
       {1, 1, 3}},
      {"task: wells\nfactors: {data.readout: [IL-6, TNF], data.labels: [measured, permuted], "
       "model.architecture: "
       "[cnn_wide, vit_linear], data.augmentation: [none, all]}\n",
       {3, 4, 2, {"A01", "B12", "plate ä:A01", "plate ä:AF48"}}},
  }};
  return all;
}

/// A file in memory that goes away with the process; a crashed one leaves it.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& name)
      : path_("/dev/shm/gridsweep-fuzz-" + std::to_string(::getpid()) + "-" + name) {}
  ~MemoryFile() { std::remove(path_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Rows in every state that a row can be in, two of them with arrays.
std::optional<sweep::TrialRecord> record_of(const sweep::Grid& grid, sweep::Row row,
                                            const sweep::RecordShape& shape) {
  const auto state = static_cast<sweep::TrialState>((row.value + 2) % sweep::kStateNames.size());
  if (state == sweep::TrialState::WAITING) return std::nullopt;
  sweep::TrialRecord record;
  record.id = grid[row].id;
  record.state = state;
  record.metrics.values().fill(0.5);
  record.start_time = 1.7e9 + row.value;
  record.host = "node";
  record.device = "cpu";
  record.attempts = 1;
  if (state == sweep::TrialState::PRUNED) record.message = "too few wells";
  if (state == sweep::TrialState::FAILED) record.message = "the loss is not finite";
  if (state == sweep::TrialState::COMPLETE) {
    for (auto& curve : record.curves) curve.assign(shape.epochs, 0.25F);
    record.predictions.logits.assign(shape.samples * shape.classes, 1);
    record.predictions.labels.assign(shape.samples, 1);
    record.predictions.splits.assign(shape.samples, row.value % 2 == 0 ? 1 : 0);
    if (!record.predictions.logits.empty()) record.predictions.logits.back() = 2;
    if (!record.predictions.labels.empty()) record.predictions.labels.front() = 0;
  }
  return record;
}

std::string make_sample(const Sample& sample) {
  const MemoryFile file("sample.h5");
  const sweep::Study study = sweep::Study::parse(sample.study, "sample");
  const sweep::Grid grid(study);
  const auto record = [&](sweep::Row row) { return record_of(grid, row, sample.shape); };
  results::NewFile{results::Header::of(study, {}), grid, sample.shape, 0, record}.make(file.path());
  std::ifstream bytes(file.path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(bytes), {}};
}

}  // namespace

const std::string& sample_file(std::size_t which) {
  static std::array<std::string, kSampleFiles> made;
  std::string& bytes = made.at(which);
  if (bytes.empty()) bytes = make_sample(samples().at(which));
  return bytes;
}

const std::string& put_into_memory(std::span<const std::byte> bytes) {
  static const MemoryFile file("input.h5");
  std::ofstream out(file.path(), std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  expect(static_cast<bool>(out.flush()), "/dev/shm has room");
  return file.path();
}

}  // namespace fuzz
