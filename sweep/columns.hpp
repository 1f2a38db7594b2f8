#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sweep/study.hpp"

namespace sweep {

/// The settings that tell the trials of a grid apart, each with its levels, and what all trials start from: a
/// trial is one place in each column.
class Columns {
 public:
  using Places = std::span<const std::uint32_t>;  // one per column

  /// The factors of a study.
  explicit Columns(const Study& study);

  const std::vector<Factor>& factors() const { return factors_; }
  std::size_t size() const { return factors_.size(); }
  std::optional<std::size_t> find(std::string_view key) const;

  Settings settings(Places places) const;
  /// One of them: settings(places)[key], without making all others.
  const Level& level(Places places, std::string_view key) const;
  /// What trials at these places start from, and its number: each recipe has its own.
  const Settings& base(Places places) const { return bases_[base_number(places)]; }
  std::size_t base_number(Places places) const { return recipe_ ? places[*recipe_] : 0; }
  const std::vector<Settings>& bases() const { return bases_; }

  /// A new last column, of one level: the one that all trials have. For settings that no recipe speaks of.
  void append(std::string_view key);
  /// The place of `level` in a column; it is added where missing.
  std::uint32_t place(std::size_t column, const Level& level);

 private:
  std::vector<Factor> factors_;
  std::optional<std::size_t> recipe_;  // the column that is the recipe
  std::vector<Settings> bases_;        // by level of the recipe; one where that is no factor
};

}  // namespace sweep
