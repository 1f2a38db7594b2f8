#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "results/column.hpp"
#include "results/h5/types.hpp"
#include "sweep/trial_record.hpp"

namespace results {

/// Where each field of a trial's row lies: the same bytes in memory and in the file, so that reading,
/// writing and the checksum need no conversion.
///
///   id | state | the columns | the metrics | samples … message | checksum | zeros up to a multiple of 64
///   bytes
///
/// Numbers are little-endian and lie at multiples of their size.
class RowLayout {
 public:
  /// `metrics`: how many of sweep::kMetricNames, from the first on.
  explicit RowLayout(std::vector<Column> columns, std::size_t metrics = sweep::kMetricNames.size());
  /// The layout of an existing file. One that was made before predictions were kept lacks that metric: it
  /// reads as NaN and is not written. Throws h5::Error when the fields are not those of schema 2.
  static RowLayout from(const std::vector<h5::Field>& fields, std::size_t row_bytes);

  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<h5::Field>& fields() const { return fields_; }
  std::size_t row_bytes() const { return row_bytes_; }
  h5::Type type() const;

  /// Sets who the row's trial is: its id and levels.
  void put_trial(std::span<std::byte> row, const sweep::Grid& grid, sweep::Row place) const;
  /// Whether two rows are of the same trial, with the same levels.
  bool same_trial(std::span<const std::byte> a, std::span<const std::byte> b) const;
  /// Sets everything but id, levels and checksum from `record`. Texts that are too long are cut between
  /// characters.
  void put_record(std::span<std::byte> row, const sweep::TrialRecord& record) const;
  /// Sets which start of the job writes the row.
  void put_incarnation(std::span<std::byte> row, std::uint32_t number) const;
  void put_checksum(std::span<std::byte> row, std::uint32_t checksum) const;

  /// NaN where the file has no such metric.
  double metric(std::span<const std::byte> row, sweep::Metric metric) const;
  /// Fields by their place in `fields()`.
  double number(std::span<const std::byte> row, std::size_t field) const;
  std::string text(std::span<const std::byte> row, std::size_t field) const;

  /// Places in `fields()`.
  static constexpr std::size_t kId = 0;
  static constexpr std::size_t kState = 1;
  static constexpr std::size_t kFirstColumn = 2;
  std::size_t samples() const { return tail(metrics_); }
  std::size_t curve_epochs() const { return samples() + 1; }
  std::size_t attempts() const { return samples() + 2; }
  std::size_t incarnation() const { return samples() + 3; }
  std::size_t host() const { return samples() + 4; }
  std::size_t device() const { return samples() + 5; }
  std::size_t first_rank() const { return samples() + 6; }
  std::size_t team_size() const { return samples() + 7; }
  std::size_t start_time() const { return samples() + 8; }
  std::size_t message() const { return samples() + 9; }
  std::size_t checksum() const { return samples() + 10; }

 private:
  std::size_t tail(std::size_t i) const { return kFirstColumn + columns_.size() + i; }
  void append(const std::string& name, h5::FieldKind kind, std::size_t size);
  void put_number(std::span<std::byte> row, std::size_t field, double value) const;
  void put_text(std::span<std::byte> row, std::size_t field, const std::string& value) const;

  std::vector<Column> columns_;
  std::size_t metrics_;
  std::vector<h5::Field> fields_;
  std::size_t row_bytes_ = 0;
};

/// The longest beginning of `text` of at most `size` bytes that does not end inside a UTF-8 character.
std::string cut_utf8(const std::string& text, std::size_t size);

}  // namespace results
