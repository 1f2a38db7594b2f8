#include "sweep/grid.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "sweep/input_error.hpp"

namespace sweep {
namespace {

constexpr double kMostCombinations = 1e7;  // a grid beyond this is a slip of the pen, not a study

/// Steps `places` to the next combination, the last column fastest. False when all have been seen.
bool advance(std::vector<std::uint32_t>& places, const std::vector<Factor>& columns) {
  for (std::size_t i = columns.size(); i-- > 0;) {
    if (++places[i] < columns[i].levels.size()) return true;
    places[i] = 0;
  }
  return false;
}

/// What an exclusion says of one column.
struct ExcludedLevels {
  std::size_t column;
  std::vector<bool> excluded;  // by level
};

std::vector<ExcludedLevels> excluded_levels(const Exclusion& exclusion, const Columns& columns) {
  std::vector<ExcludedLevels> of_columns;
  for (const auto& [key, any] : exclusion.levels) {
    ExcludedLevels levels{columns.find(key).value(), {}};
    for (const Level& level : columns.factors()[levels.column].levels)
      levels.excluded.push_back(std::find(any.begin(), any.end(), level) != any.end());
    of_columns.push_back(std::move(levels));
  }
  return of_columns;
}

}  // namespace

Grid::Grid(const Study& study) : columns_(study) {
  double combinations = 1;
  for (const Factor& factor : study.factors) combinations *= static_cast<double>(factor.levels.size());
  if (combinations > kMostCombinations) {
    throw InputError("the grid of study '" + study.name + "' has " + Level(combinations).text() +
                     " combinations: at most 10 million are possible");
  }
  for (const Settings& base : columns_.bases())
    data_keys_.emplace_back("", base.data_names(), base, columns());
  TrialIdentities identities(study.seed, columns_);
  add_combinations(study, identities);
  if (trials_.empty()) {
    throw InputError("the grid of study '" + study.name + "' is empty: the exclusions leave no combination");
  }
  check_factors_still_vary(study);
  add_teachers(identities);
  trials_.shrink_to_fit();
  places_.shrink_to_fit();
}

Grid::Grid(const Grid& whole, const std::vector<Row>& rows)
    : columns_(whole.columns_),
      data_keys_(whole.data_keys_),
      excluded_(whole.excluded_),
      merged_(whole.merged_) {
  trials_.reserve(rows.size());
  places_.reserve(rows.size() * columns_.size());
  for (const Row row : rows) {
    const Columns::Places places = whole.places(row);
    trials_.push_back(whole[row]);
    places_.insert(places_.end(), places.begin(), places.end());
    if (row.value >= whole.size() - whole.added_teachers_) ++added_teachers_;
  }
  index_ = TrialIndex::of(trials_);
  for (TrialSpec& trial : trials_) {
    if (trial.teacher) trial.teacher = find(whole[*trial.teacher].id).value();
  }
}

Grid Grid::part(const std::vector<Row>& rows) const { return {*this, rows}; }

Columns::Places Grid::places(Row row) const {
  return Columns::Places(places_).subspan(row.value * columns_.size(), columns_.size());
}

void Grid::add(TrialId id, Columns::Places places) {
  trials_.push_back({id, std::nullopt});
  places_.insert(places_.end(), places.begin(), places.end());
  index_.add_last(trials_);
}

void Grid::add_combinations(const Study& study, TrialIdentities& identities) {
  std::vector<std::uint32_t> places(columns_.size(), 0);
  std::vector<std::vector<ExcludedLevels>> exclusions;
  for (const Exclusion& exclusion : study.exclusions)
    exclusions.push_back(excluded_levels(exclusion, columns_));
  const auto is_excluded = [&](const std::vector<ExcludedLevels>& exclusion) {
    return std::all_of(exclusion.begin(), exclusion.end(),
                       [&](const ExcludedLevels& levels) { return levels.excluded[places[levels.column]]; });
  };
  do {
    if (std::any_of(exclusions.begin(), exclusions.end(), is_excluded)) {
      ++excluded_;
      continue;
    }
    const TrialId id = identities.of(places);
    if (find(id)) {
      ++merged_;
    } else {
      add(id, places);
    }
  } while (advance(places, columns()));
}

void Grid::check_factors_still_vary(const Study& study) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Factor& column = columns()[i];
    if (column.levels.size() < 2) continue;
    bool varies = false;
    for (std::size_t at = i; at < places_.size() && !varies; at += columns_.size())
      varies = places_[at] != places_[i];
    if (varies) continue;
    std::string lines;
    for (const Exclusion& exclusion : study.exclusions)
      lines += (lines.empty() ? "" : ", ") + std::to_string(exclusion.line);
    const std::string why = lines.empty() ? "its other levels make no difference to any trial"
                                          : "the exclusions (line " + lines + ") leave it only this level";
    throw InputError("factor " + column.key + " is always '" + column.levels[places_[i]].text() +
                     "': " + why + "; make it a setting instead");
  }
}

void Grid::add_teachers(TrialIdentities& identities) {
  const auto asked_for = static_cast<std::uint32_t>(trials_.size());
  for (std::uint32_t i = 0; i < asked_for; ++i) {
    if (columns_.level(places(Row{i}), "model.architecture").string() != "distilled") continue;
    const TrialId id = identities.teacher_of(places(Row{i}));
    if (!find(id)) {
      const std::size_t architecture = column("model.architecture");
      const std::size_t sampling = column("data.sampling");
      const Columns::Places student = places(Row{i});
      std::vector<std::uint32_t> teacher(student.begin(), student.end());
      teacher[architecture] = columns_.place(architecture, "teacher");
      teacher[sampling] = columns_.place(sampling, columns_.level(student, "distill.teacher_sampling"));
      add(id, teacher);
      ++added_teachers_;
    }
    trials_[i].teacher = find(id);
  }
}

std::size_t Grid::column(const std::string& key) {
  if (const auto found = columns_.find(key)) return *found;
  const std::size_t before = columns_.size();
  columns_.append(key);
  std::vector<std::uint32_t> wider(trials_.size() * columns_.size(), 0);
  for (std::size_t i = 0; i < trials_.size(); ++i)
    std::copy_n(places_.data() + i * before, before, wider.data() + i * columns_.size());
  places_ = std::move(wider);
  return before;
}

std::uint64_t Grid::data_key(Row row) const {
  return data_keys_[columns_.base_number(places(row))].of(places(row), columns());
}

std::vector<Row> Grid::distinct(const std::set<std::string>& keys) const {
  std::vector<std::uint64_t> factors;  // by column: each combination of levels gets a number of its own
  std::uint64_t combinations = 1;
  for (const Factor& column : columns()) {
    factors.push_back(keys.contains(column.key) ? combinations : 0);
    if (keys.contains(column.key)) combinations *= column.levels.size();
  }
  std::vector<Row> rows;
  std::unordered_set<std::uint64_t> seen;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const Columns::Places of_trial = places(Row{i});
    const std::uint64_t number =
        std::inner_product(of_trial.begin(), of_trial.end(), factors.begin(), std::uint64_t{0});
    if (seen.insert(number).second) rows.push_back(Row{i});
  }
  return rows;
}

}  // namespace sweep
