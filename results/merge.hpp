#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "results/results_file.hpp"

namespace results {

/// One results file out of several: for every trial of a grid, which file's record is the best. Complete
/// beats pruned beats failed; of equal ones the first file's counts. A value: nothing is written before
/// write(). Records are read one by one.
class Merge {
 public:
  /// A trial that is complete in two files, with different results: metrics (but not its times), curves or
  /// predictions, compared bit for bit. Who trained it, when and how often does not count.
  struct Conflict {
    sweep::Row row;
    std::size_t first = 0;   // the file whose record is taken
    std::size_t second = 0;  // the other
    double first_accuracy = 0;
    double second_accuracy = 0;
  };
  /// What is in one of the files.
  struct Source {
    ResultsFile file;
    std::size_t whole = 0;  // rows
    std::size_t torn = 0;   // rows; they count as not there
  };

  /// Opens the results files at `paths`, also while jobs write them, and reads every row. Keeps a reference
  /// to `grid`. Throws InputError when one of them has a trial that is none of the grid's, or records of
  /// samples of other names.
  Merge(const sweep::Grid& grid, const std::vector<std::string>& paths);

  const std::deque<Source>& sources() const { return sources_; }
  const std::vector<Conflict>& conflicts() const { return conflicts_; }
  /// Large enough for the records of all files.
  const sweep::RecordShape& shape() const { return shape_; }
  /// Larger than that of every file: none of the jobs that wrote them can go on in the merged one.
  std::uint32_t incarnation() const { return incarnation_; }
  /// The record that is taken, as it is in its file; nothing where none of them has one.
  std::optional<sweep::TrialRecord> record(sweep::Row row) const;

  /// Makes the merged file, or replaces the one at `path`, which may be one of the sources: whole or not at
  /// all. One process, holding the lock of `path`. Throws InputError.
  void write(const std::string& path, const sweep::Study& study, const Provenance& provenance = {}) const;

 private:
  /// Where the best record of a trial lies.
  struct Best {
    sweep::TrialState state = sweep::TrialState::WAITING;  // nowhere
    std::uint32_t source = 0;
    sweep::Row row;
  };

  void survey(std::size_t source);
  /// Looks at a whole row of a source.
  void consider(std::size_t source, const RowView& row, sweep::Row place);
  void compare(std::size_t source, const RowView& row, sweep::Row place);
  void settle_shape();

  const sweep::Grid& grid_;
  std::deque<Source> sources_;
  std::vector<Best> best_;  // by row of the grid
  std::vector<Conflict> conflicts_;
  sweep::RecordShape shape_;
  std::uint32_t incarnation_ = 0;
};

}  // namespace results
