#include "sweep/grid.hpp"

#include <algorithm>

#include "sweep/input_error.hpp"

namespace sweep {
namespace {

constexpr double kMostCombinations = 1e7;  // a grid beyond this is a slip of the pen, not a study

/// Steps `levels` to the next combination, the last column fastest. False when all have been seen.
bool advance(std::vector<std::uint32_t>& levels, const std::vector<Factor>& columns) {
  for (std::size_t i = columns.size(); i-- > 0;) {
    if (++levels[i] < columns[i].levels.size()) return true;
    levels[i] = 0;
  }
  return false;
}

}  // namespace

Grid::Grid(const Study& study) : seed_(study.seed), columns_(study.factors) {
  if (const Factor* recipe = study.factor("recipe")) {
    recipe_column_ = static_cast<std::size_t>(recipe - study.factors.data());
    for (const Level& level : recipe->levels) bases_.push_back(study.settings_under(level.string()));
  } else {
    bases_.push_back(study.settings);
  }
  double combinations = 1;
  for (const Factor& factor : columns_) combinations *= static_cast<double>(factor.levels.size());
  if (combinations > kMostCombinations) {
    throw InputError("the grid of study '" + study.name + "' has " + Level(combinations).text() +
                     " combinations: at most 10 million are possible");
  }
  add_combinations(study);
  if (trials_.empty()) {
    throw InputError("the grid of study '" + study.name + "' is empty: the exclusions leave no combination");
  }
  check_factors_still_vary(study);
  add_teachers();
}

Grid Grid::part(const std::vector<Row>& rows) const {
  Grid part = *this;
  part.trials_.clear();
  part.rows_.clear();
  part.added_teachers_ = 0;
  for (const Row row : rows) {
    part.rows_.emplace((*this)[row].id, Row{static_cast<std::uint32_t>(part.trials_.size())});
    part.trials_.push_back((*this)[row]);
    if (row.value >= size() - added_teachers_) ++part.added_teachers_;
  }
  for (TrialSpec& trial : part.trials_) {
    if (trial.teacher) trial.teacher = part.rows_.at((*this)[*trial.teacher].id);
  }
  return part;
}

void Grid::add_combinations(const Study& study) {
  std::vector<std::uint32_t> levels(columns_.size(), 0);
  const auto is_excluded = [&](const Exclusion& exclusion) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto found = exclusion.levels.find(columns_[i].key);
      if (found == exclusion.levels.end()) continue;
      const std::vector<Level>& any = found->second;
      if (std::find(any.begin(), any.end(), columns_[i].levels[levels[i]]) == any.end()) return false;
    }
    return true;
  };
  do {
    if (std::any_of(study.exclusions.begin(), study.exclusions.end(), is_excluded)) {
      ++excluded_;
      continue;
    }
    const TrialId id = settings_of(levels).id(seed_);
    if (rows_.emplace(id, Row{static_cast<std::uint32_t>(trials_.size())}).second) {
      trials_.push_back({id, levels, std::nullopt});
    } else {
      ++merged_;
    }
  } while (advance(levels, columns_));
}

void Grid::check_factors_still_vary(const Study& study) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].levels.size() < 2) continue;
    const auto first = trials_.front().levels[i];
    const bool varies =
        std::any_of(trials_.begin(), trials_.end(), [&](const TrialSpec& t) { return t.levels[i] != first; });
    if (varies) continue;
    std::string lines;
    for (const Exclusion& exclusion : study.exclusions)
      lines += (lines.empty() ? "" : ", ") + std::to_string(exclusion.line);
    const std::string why = lines.empty() ? "its other levels make no difference to any trial"
                                          : "the exclusions (line " + lines + ") leave it only this level";
    throw InputError("factor " + columns_[i].key + " is always '" + columns_[i].levels[first].text() +
                     "': " + why + "; make it a setting instead");
  }
}

void Grid::add_teachers() {
  const std::size_t asked_for = trials_.size();
  for (std::uint32_t i = 0; i < asked_for; ++i) {
    Settings teacher = settings(Row{i});
    if (teacher.text("model.architecture") != "distilled") continue;
    teacher.set("data.sampling", teacher["distill.teacher_sampling"]);
    teacher.set("model.architecture", "teacher");
    const TrialId id = teacher.id(seed_);
    auto found = rows_.find(id);
    if (found == rows_.end()) {
      const Row row{static_cast<std::uint32_t>(trials_.size())};
      const auto architecture = place("model.architecture", "teacher");
      const auto sampling = place("data.sampling", teacher["data.sampling"]);
      TrialSpec spec{id, trials_[i].levels, std::nullopt};
      spec.levels[column("model.architecture")] = architecture;
      spec.levels[column("data.sampling")] = sampling;
      trials_.push_back(std::move(spec));
      found = rows_.emplace(id, row).first;
      ++added_teachers_;
    }
    trials_[i].teacher = found->second;
  }
}

std::size_t Grid::column(const std::string& key) {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const Factor& f) { return f.key == key; });
  if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  columns_.push_back({key, {bases_.front()[key]}});  // no recipe speaks of these
  for (TrialSpec& trial : trials_) trial.levels.push_back(0);
  return columns_.size() - 1;
}

std::uint32_t Grid::place(const std::string& key, const Level& level) {
  auto& levels = columns_[column(key)].levels;
  const auto found = std::find(levels.begin(), levels.end(), level);
  if (found == levels.end()) {
    levels.push_back(level);
    return static_cast<std::uint32_t>(levels.size() - 1);
  }
  return static_cast<std::uint32_t>(found - levels.begin());
}

Settings Grid::settings_of(const std::vector<std::uint32_t>& levels) const {
  Settings settings = bases_[recipe_column_ ? levels[*recipe_column_] : 0];
  for (std::size_t i = 0; i < columns_.size(); ++i)
    settings.set(columns_[i].key, columns_[i].levels[levels[i]]);
  return settings;
}

Settings Grid::settings(Row row) const { return settings_of((*this)[row].levels); }

std::vector<Row> Grid::distinct(const std::set<std::string>& keys) const {
  std::vector<Row> rows;
  std::set<std::vector<std::uint32_t>> seen;
  for (std::uint32_t i = 0; i < trials_.size(); ++i) {
    std::vector<std::uint32_t> levels;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (keys.contains(columns_[c].key)) levels.push_back(trials_[i].levels[c]);
    }
    if (seen.insert(std::move(levels)).second) rows.push_back(Row{i});
  }
  return rows;
}

std::optional<Row> Grid::find(TrialId id) const {
  const auto found = rows_.find(id);
  return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace sweep
