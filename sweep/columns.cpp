#include "sweep/columns.hpp"

#include <algorithm>
#include <string>

namespace sweep {

Columns::Columns(const Study& study) : factors_(study.factors), recipe_(find("recipe")) {
  if (!recipe_) {
    bases_.push_back(study.settings);
    return;
  }
  for (const Level& level : factors_[*recipe_].levels) bases_.push_back(study.settings_under(level.string()));
}

std::optional<std::size_t> Columns::find(std::string_view key) const {
  const auto found =
      std::find_if(factors_.begin(), factors_.end(), [&](const Factor& f) { return f.key == key; });
  if (found == factors_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - factors_.begin());
}

Settings Columns::settings(Places places) const {
  Settings settings = base(places);
  for (std::size_t i = 0; i < size(); ++i) settings.set(factors_[i].key, factors_[i].levels[places[i]]);
  return settings;
}

const Level& Columns::level(Places places, std::string_view key) const {
  const auto column = find(key);
  return column ? factors_[*column].levels[places[*column]] : base(places)[key];
}

void Columns::append(std::string_view key) { factors_.push_back({std::string(key), {bases_.front()[key]}}); }

std::uint32_t Columns::place(std::size_t column, const Level& level) {
  auto& levels = factors_[column].levels;
  const auto found = std::find(levels.begin(), levels.end(), level);
  const auto place = static_cast<std::uint32_t>(found - levels.begin());
  if (found == levels.end()) levels.push_back(level);
  return place;
}

}  // namespace sweep
