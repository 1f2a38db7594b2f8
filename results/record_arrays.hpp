#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "results/checksum.hpp"
#include "results/h5/row_array.hpp"
#include "sweep/trial_record.hpp"

namespace results {

/// Which of a trial's rows in the arrays are in use. A row is written, and checked, whole or not at all.
struct ArrayUse {
  std::uint32_t curve_epochs = 0;
  std::uint32_t samples = 0;
};

/// The arrays beside /trials, one row per trial:
///   /curves/<name>       float32 [trial, epoch]          NaN past the last epoch of a trial
///   /predictions/logits  float32 [trial, sample, class]  NaN past the last sample
///   /predictions/label   uint8   [trial, sample]         255 past the last sample
///   /predictions/split   uint8   [trial, sample]         255 past the last sample
/// and, where samples have names, /predictions/sample, text [sample].
/// Arrays of a study without epochs or samples are there, with an extent of 0. Rows of trials that wrote no
/// curves (predictions) are undefined.
class RecordArrays {
 public:
  static RecordArrays create(const h5::File& file, std::size_t trials, const sweep::RecordShape& shape);
  /// Throws h5::Error when an array is missing or not of the shape above.
  static RecordArrays open(const h5::File& file, std::size_t trials);

  const sweep::RecordShape& shape() const { return shape_; }

  /// Writes what `record` has of them and adds it to `checksum`. Throws std::invalid_argument when it does
  /// not fit the shape.
  void write(sweep::Row row, const sweep::TrialRecord& record, Checksum& checksum);
  /// Reads the curves and predictions that `use` speaks of into `record`.
  void read(sweep::Row row, ArrayUse use, sweep::TrialRecord& record) const;
  /// Adds the arrays' rows `first`… to their checksums where `uses` says that they count. One read per array.
  void add_to_checksums(std::size_t first, std::span<const ArrayUse> uses,
                        std::span<Checksum> checksums) const;
  /// Where the arrays lie in the file.
  std::vector<h5::ByteRange> places() const;
  /// Bytes of one trial in all arrays.
  std::size_t bytes_per_trial() const;

 private:
  static constexpr std::size_t kLogits = sweep::kCurveNames.size();
  static constexpr std::size_t kLabels = kLogits + 1;
  static constexpr std::size_t kSplits = kLogits + 2;
  static constexpr std::size_t kArrays = kLogits + 3;

  template <class T>
  void write_padded(std::size_t array, sweep::Row row, std::span<const T> values, T padding,
                    Checksum& checksum);

  sweep::RecordShape shape_;
  std::array<h5::RowArray, kArrays> arrays_;
  std::vector<std::byte> buffer_;
};

}  // namespace results
