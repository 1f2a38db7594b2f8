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

constexpr sweep::RecordShape kNoArrays{0, 0, 2};
constexpr sweep::RecordShape kSmallArrays{3, 4, 2};

struct Sample {
  const char* study;
  sweep::RecordShape shape;
};
constexpr std::array<Sample, kSampleFiles> kSamples = {{
    {"name: one\n", kNoArrays},
    {"factors: {replicate: 3}\n", kSmallArrays},
    {"factors: {data.snr: [5, 2], data.sampling: [full, {parts: real}], model.architecture: [student, "
     "mlp]}\n",
     kSmallArrays},
    {"settings: {model.architecture: distilled}\nfactors: {data.source: [simulated, ä.h5], replicate: 2}\n",
     {1, 1, 3}},
}};

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
  if (state == sweep::TrialState::FAILED) record.message = "the loss is not finite";
  if (state == sweep::TrialState::COMPLETE) {
    for (auto& curve : record.curves) curve.assign(shape.epochs, 0.25F);
    record.predictions.logits.assign(shape.samples * shape.classes, 1);
    record.predictions.labels.assign(shape.samples, 1);
    record.predictions.splits.assign(shape.samples, 0);
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
  if (bytes.empty()) bytes = make_sample(kSamples.at(which));
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
