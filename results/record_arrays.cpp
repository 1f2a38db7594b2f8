#include "results/record_arrays.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>

#include "results/h5/error.hpp"
#include "results/sample_names.hpp"

namespace results {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr auto kNoSplit = static_cast<std::uint8_t>(sweep::SplitCode::NONE);

std::string curve_path(std::size_t curve) { return "/curves/" + std::string(sweep::kCurveNames[curve]); }

template <class T>
std::vector<T> read_row(const h5::RowArray& array, sweep::Row row, std::size_t count) {
  std::vector<T> values(array.row_bytes() / sizeof(T));
  array.read(row.value, std::as_writable_bytes(std::span(values)));
  values.resize(std::min(count, values.size()));
  return values;
}

}  // namespace

RecordArrays RecordArrays::create(const h5::File& file, std::size_t trials, const sweep::RecordShape& shape) {
  RecordArrays made;
  made.shape_ = shape;
  for (std::size_t i = 0; i < kLogits; ++i) {
    made.arrays_[i] = h5::RowArray::create(file, curve_path(i), h5::float32(), {trials, shape.epochs});
  }
  made.arrays_[kLogits] = h5::RowArray::create(file, "/predictions/logits", h5::float32(),
                                               {trials, shape.samples, shape.classes});
  made.arrays_[kLabels] =
      h5::RowArray::create(file, "/predictions/label", h5::uint8(), {trials, shape.samples});
  made.arrays_[kSplits] =
      h5::RowArray::create(file, "/predictions/split", h5::uint8(), {trials, shape.samples});
  write_sample_names(file, shape.sample_names, shape.samples);
  return made;
}

RecordArrays RecordArrays::open(const h5::File& file, std::size_t trials) {
  RecordArrays opened;
  for (std::size_t i = 0; i < kLogits; ++i) {
    opened.arrays_[i] = h5::RowArray::open(file, curve_path(i), h5::float32(), 2);
  }
  opened.arrays_[kLogits] = h5::RowArray::open(file, "/predictions/logits", h5::float32(), 3);
  opened.arrays_[kLabels] = h5::RowArray::open(file, "/predictions/label", h5::uint8(), 2);
  opened.arrays_[kSplits] = h5::RowArray::open(file, "/predictions/split", h5::uint8(), 2);

  const auto& logits = opened.arrays_[kLogits].extents();
  opened.shape_ = {opened.arrays_.front().extents()[1], logits[1], logits[2],
                   read_sample_names(file, logits[1])};
  for (std::size_t i = 0; i < kArrays; ++i) {
    const auto& extents = opened.arrays_[i].extents();
    const std::size_t columns = i < kLogits ? opened.shape_.epochs : opened.shape_.samples;
    if (extents[0] != trials || extents[1] != columns) {
      throw h5::Error("the arrays of curves and predictions do not fit /trials or each other");
    }
  }
  return opened;
}

template <class T>
void RecordArrays::write_padded(std::size_t array, sweep::Row row, std::span<const T> values, T padding,
                                Checksum& checksum) {
  buffer_.resize(arrays_[array].row_bytes());
  const std::size_t room = buffer_.size() / sizeof(T);
  if (values.size() > room) {
    throw std::invalid_argument("a record of trial row " + std::to_string(row.value) + " has " +
                                std::to_string(values.size()) + " values where the file has room for " +
                                std::to_string(room));
  }
  std::memcpy(buffer_.data(), values.data(), values.size_bytes());
  for (std::size_t i = values.size(); i < room; ++i) {
    std::memcpy(&buffer_[i * sizeof(T)], &padding, sizeof(T));
  }
  checksum.add(buffer_);
  arrays_[array].write(row.value, buffer_);
}

void RecordArrays::write(sweep::Row row, const sweep::TrialRecord& record, Checksum& checksum) {
  const auto has_curve = [](const std::vector<float>& curve) { return !curve.empty(); };
  if (std::any_of(record.curves.begin(), record.curves.end(), has_curve)) {
    for (std::size_t i = 0; i < kLogits; ++i) {
      write_padded<float>(i, row, record.curves[i], kNan, checksum);
    }
  }
  const sweep::Predictions& predictions = record.predictions;
  const std::size_t samples = predictions.labels.size();
  if (predictions.splits.size() != samples || predictions.logits.size() != samples * shape_.classes) {
    throw std::invalid_argument("predictions of trial row " + std::to_string(row.value) +
                                " have logits, labels and splits of different sizes");
  }
  if (samples > 0) {
    write_padded<float>(kLogits, row, predictions.logits, kNan, checksum);
    write_padded<std::uint8_t>(kLabels, row, predictions.labels, kNoSplit, checksum);
    write_padded<std::uint8_t>(kSplits, row, predictions.splits, kNoSplit, checksum);
  }
}

void RecordArrays::read(sweep::Row row, ArrayUse use, sweep::TrialRecord& record) const {
  if (use.curve_epochs > 0) {
    for (std::size_t i = 0; i < kLogits; ++i) {
      record.curves[i] = read_row<float>(arrays_[i], row, use.curve_epochs);
    }
  }
  if (use.samples > 0) {
    record.predictions.logits = read_row<float>(arrays_[kLogits], row, use.samples * shape_.classes);
    record.predictions.labels = read_row<std::uint8_t>(arrays_[kLabels], row, use.samples);
    record.predictions.splits = read_row<std::uint8_t>(arrays_[kSplits], row, use.samples);
  }
}

void RecordArrays::add_to_checksums(std::size_t first, std::span<const ArrayUse> uses,
                                    std::span<Checksum> checksums) const {
  for (std::size_t array = 0; array < kArrays; ++array) {
    const auto counts = [array](const ArrayUse& use) {
      return (array < kLogits ? use.curve_epochs : use.samples) > 0;
    };
    const auto begin = std::find_if(uses.begin(), uses.end(), counts);
    if (begin == uses.end()) continue;
    const auto end = std::find_if(uses.rbegin(), uses.rend(), counts).base();
    const auto skipped = static_cast<std::size_t>(begin - uses.begin());
    const std::size_t bytes = arrays_[array].row_bytes();
    std::vector<std::byte> rows(static_cast<std::size_t>(end - begin) * bytes);
    arrays_[array].read(first + skipped, rows);
    for (std::size_t i = 0; i < static_cast<std::size_t>(end - begin); ++i) {
      if (counts(uses[skipped + i])) checksums[skipped + i].add(std::span(rows).subspan(i * bytes, bytes));
    }
  }
}

std::vector<h5::ByteRange> RecordArrays::places() const {
  std::vector<h5::ByteRange> places;
  for (const auto& array : arrays_) places.push_back(array.place());
  return places;
}

std::size_t RecordArrays::bytes_per_trial() const {
  std::size_t bytes = 0;
  for (const auto& array : arrays_) bytes += array.row_bytes();
  return bytes;
}

}  // namespace results
