#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sweep/ids.hpp"
#include "sweep/study.hpp"

namespace sweep {

/// One trial of a grid: a combination of levels, by their place in the grid's columns.
struct TrialSpec {
  TrialId id;
  std::vector<std::uint32_t> levels;  // one per column of the grid
  std::optional<Row> teacher;         // whose logits this trial is distilled from
};

/// Every combination of a study's factors, in the order of the study file (the first factor varies slowest),
/// less the excluded ones, each trial once, plus the teachers that distilled trials need and the factors did
/// not give. The columns are the factors, and whatever else distinguishes an added teacher from the other
/// trials.
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
  const std::vector<Factor>& columns() const { return columns_; }
  const Level& level(Row row, std::size_t column) const {
    return columns_[column].levels[(*this)[row].levels[column]];
  }

  /// The resolved settings of one trial.
  Settings settings(Row row) const;
  std::optional<Row> find(TrialId id) const;
  /// One trial for every combination of levels that these settings have among the trials.
  std::vector<Row> distinct(const std::set<std::string>& keys) const;

  std::size_t excluded() const { return excluded_; }
  std::size_t merged() const { return merged_; }  // combinations that describe a trial already there
  std::size_t added_teachers() const { return added_teachers_; }

 private:
  void add_combinations(const Study& study);
  void add_teachers();
  void check_factors_still_vary(const Study& study) const;
  Settings settings_of(const std::vector<std::uint32_t>& levels) const;
  /// The place of `level` in `key`'s column; column and level are made where missing.
  std::uint32_t place(const std::string& key, const Level& level);
  std::size_t column(const std::string& key);

  std::uint64_t seed_;
  std::vector<Settings> bases_;  // by level of the factor recipe; one where that is no factor
  std::optional<std::size_t> recipe_column_;
  std::vector<Factor> columns_;
  std::vector<TrialSpec> trials_;
  std::unordered_map<TrialId, Row> rows_;
  std::size_t excluded_ = 0;
  std::size_t merged_ = 0;
  std::size_t added_teachers_ = 0;
};

}  // namespace sweep
