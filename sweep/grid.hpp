#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sweep/columns.hpp"
#include "sweep/combination_hash.hpp"
#include "sweep/trial_identities.hpp"
#include "sweep/trial_index.hpp"
#include "sweep/trial_spec.hpp"

namespace sweep {

/// Every combination of a study's factors, in the order of the study file (the first factor varies slowest),
/// less the excluded ones, each trial once, plus the teachers that distilled trials need and the factors did
/// not give. The columns are the factors, and whatever else distinguishes an added teacher from the other
/// trials.
///
/// Every rank has one: about 30 bytes per trial and 4 per trial and column.
class Grid {
 public:
  /// Throws InputError for an empty grid and for a factor that the exclusions make constant.
  explicit Grid(const Study& study);

  /// Of these trials only, in this order; columns and their levels stay as they are. A distilled trial's
  /// teacher must be among them.
  Grid part(const std::vector<Row>& rows) const;

  std::size_t size() const { return trials_.size(); }
  const std::vector<TrialSpec>& trials() const { return trials_; }
  const TrialSpec& operator[](Row row) const { return trials_.at(row.value); }
  const std::vector<Factor>& columns() const { return columns_.factors(); }
  const Level& level(Row row, std::size_t column) const {
    return columns_.factors()[column].levels[places(row)[column]];
  }

  /// Which of the column's levels that is, from 0.
  std::uint32_t place(Row row, std::size_t column) const { return places(row)[column]; }

  /// The resolved settings of one trial. About a microsecond: where one of them is wanted of all trials,
  /// level() and data_key() are quicker.
  Settings settings(Row row) const { return columns_.settings(places(row)); }
  /// settings(row).data_key(), in a tenth of a microsecond.
  std::uint64_t data_key(Row row) const;
  std::optional<Row> find(TrialId id) const { return index_.find(id, trials_); }
  /// One trial for every combination of levels that these settings have among the trials.
  std::vector<Row> distinct(const std::set<std::string>& keys) const;

  std::size_t excluded() const { return excluded_; }
  std::size_t merged() const { return merged_; }  // combinations that describe a trial already there
  std::size_t added_teachers() const { return added_teachers_; }

 private:
  Grid(const Grid& whole, const std::vector<Row>& rows);

  void add_combinations(const Study& study, TrialIdentities& identities);
  void add_teachers(TrialIdentities& identities);
  void check_factors_still_vary(const Study& study) const;
  void add(TrialId id, Columns::Places places);
  /// The column of this setting; made where missing.
  std::size_t column(const std::string& key);
  Columns::Places places(Row row) const;

  Columns columns_;
  std::vector<CombinationHash> data_keys_;  // by the number of the base
  std::vector<TrialSpec> trials_;
  std::vector<std::uint32_t> places_;  // [trial, column], in one piece
  TrialIndex index_;
  std::size_t excluded_ = 0;
  std::size_t merged_ = 0;
  std::size_t added_teachers_ = 0;
};

}  // namespace sweep
