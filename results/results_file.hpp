#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "results/descriptor.hpp"
#include "results/h5/row_array.hpp"
#include "results/header.hpp"
#include "results/record_arrays.hpp"
#include "results/relation.hpp"
#include "results/row_view.hpp"
#include "sweep/grid.hpp"
#include "sweep/record_store.hpp"

namespace results {

enum class Access {
  READ,  // serial, needs no MPI; also while a run writes
  WRITE  // MPI-IO on MPI_COMM_SELF: MPI must be initialised, and the file gone before MPI_Finalize
};

/// Whether a record is on the disk when ResultsFile::write returns. UNSYNCED survives a killed process, but
/// not a lost node or power: for benchmarks, and to see that a test of power loss can fail.
enum class Durability { SYNCED, UNSYNCED };

/// What is known of a row without reading the rest of it.
struct RowStatus {
  RowCheck check = RowCheck::WAITING;
  sweep::TrialState state = sweep::TrialState::WAITING;  // WAITING unless whole
  std::uint32_t attempts = 0;                            // 0 for a torn row: nothing in it can be trusted
};

/// The one file of a study (design §5, docs/results-file.md): a row per trial, laid out before any training
/// and never changed in shape. After create() no call changes a byte outside the rows that it writes.
///
/// No call is collective. One thread at a time: Debian's HDF5 is not thread-safe.
class ResultsFile final : public sweep::RecordStore {
 public:
  /// Makes a file in which every trial of `grid` waits. Serial: one process calls it. It appears under `path`
  /// whole or not at all: it is made as `path`.new, synced and renamed. Throws InputError when there is a
  /// file at `path`, or no way or room to make one.
  static void create(const std::string& path, const sweep::Study& study, const sweep::Grid& grid,
                     const sweep::RecordShape& shape, std::uint32_t incarnation = 0,
                     const Provenance& provenance = {});
  /// Replaces the file at `path` by one for `grid`, with every whole record of a trial that is still wanted.
  /// Serial; whole or not at all, as above. The incarnation number is carried over, if it is not below the
  /// one given: whoever still has the old file open writes to nobody's file, and is told so. Throws
  /// std::logic_error where relation_to is OTHER_SAMPLES.
  static void grow(const std::string& path, const sweep::Study& study, const sweep::Grid& grid,
                   const sweep::RecordShape& shape, std::uint32_t incarnation = 0,
                   const Provenance& provenance = {});
  /// A job's first step, before it reads what is done: raises the file's incarnation number by one, durably,
  /// so that a job that was given up but still runs can't write it any more. Returns the new number. One
  /// process, holding the file's lock, before anybody opens the file for writing.
  static std::uint32_t begin_incarnation(const std::string& path);
  /// Turns torn rows into waiting ones, and returns how many there were. Serial, needs no MPI; never while a
  /// run writes. Throws InputError when the disk does not let it.
  static std::size_t repair(const std::string& path);

  /// Throws InputError, one line, when `path` is no results file of this schema.
  ResultsFile(const std::string& path, Access access, Durability durability = Durability::SYNCED);

  const std::string& path() const { return path_; }
  std::size_t size() const { return rows_.rows(); }
  const std::vector<Column>& columns() const { return layout_.columns(); }
  const sweep::RecordShape& shape() const { return arrays_.shape(); }
  const Header& header() const { return header_; }
  std::size_t row_bytes() const { return layout_.row_bytes(); }
  /// The number that the file had when it was opened.
  std::uint32_t incarnation() const { return incarnation_; }

  /// Needs Access::WRITE. Writes nothing and throws RecordNotKept when another job has begun its incarnation
  /// since the file was opened, or replaced the file. Else the row says by which incarnation it was written.
  /// Curves and predictions first, then the row with its checksum, then one fdatasync (none when UNSYNCED).
  /// Throws RecordNotKept when that could not be done: the row is then torn or as it was. A record without
  /// curves (predictions) leaves those arrays alone. Curves are padded with NaN to the longest of them.
  /// Throws std::logic_error for another trial's record, or one that does not fit.
  void write(sweep::Row row, const sweep::TrialRecord& record) override;
  sweep::Predictions read_predictions(sweep::Row row) override;
  /// RUNNING and torn rows count as WAITING.
  sweep::TrialState state(sweep::Row row) const override { return view(row).state(); }
  /// 0 for a torn row.
  std::uint32_t attempts(sweep::Row row) const override;

  /// A row that is not whole gives a record that says only who the trial is, and that it waits.
  sweep::TrialRecord read(sweep::Row row) const;

  /// Visits every row in order, checked; reads in blocks of a few MiB.
  void each(const std::function<void(const RowView&)>& visit) const;
  std::vector<RowStatus> survey() const;
  /// RUNNING and torn rows count as WAITING.
  std::vector<sweep::TrialState> states() const;
  std::vector<RowCheck> verify() const;
  std::vector<sweep::TrialId> ids() const;

  /// What has to be done with this file to run `grid`.
  Relation relation_to(const sweep::Grid& grid, const sweep::RecordShape& shape) const;

 private:
  ResultsFile(const std::string& path, h5::Driver driver, Durability durability);
  void open_arrays(h5::Driver driver);
  /// Whether its records, if it has any, are of the samples of `wanted`.
  bool may_take_over(const sweep::RecordShape& wanted) const;
  /// One row, checked.
  RowView view(sweep::Row row) const;
  /// Throws RecordNotKept when the file is not this job's any more.
  void check_is_ours(sweep::Row row) const;
  /// Throws std::logic_error when the row in `buffer_` is another trial's.
  void check_is_of(sweep::Row row, const sweep::TrialRecord& record) const;
  /// Turns the row in `buffer_` into `record`'s, and writes it after its arrays.
  void write_row(sweep::Row row, const sweep::TrialRecord& record);
  void sync() const;
  [[noreturn]] void not_kept(sweep::Row row, const std::string& why) const;

  std::string path_;
  Durability durability_;
  bool writable_ = false;
  // Closed in the reverse order: the file last.
  h5::File file_;
  Header header_;
  RowLayout layout_{{}};
  h5::RowArray rows_;
  RecordArrays arrays_;
  Descriptor descriptor_;  // beside HDF5: its own syncs are none, or collective
  std::uint32_t incarnation_ = 0;
  mutable std::vector<std::byte> buffer_;  // one row
};

}  // namespace results
