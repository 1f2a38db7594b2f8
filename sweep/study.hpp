#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sweep/settings.hpp"

namespace sweep {

/// A setting that varies: one trial per level (and combination).
struct Factor {
  std::string key;
  std::vector<Level> levels;
};

/// Combinations in which every named factor is at the given level, or at one of several, are left out.
struct Exclusion {
  std::map<std::string, std::vector<Level>> levels;
  int line = 0;
};

/// What the user wants, as written in a study file (design §3), checked, with the command line's overrides
/// applied.
struct Study {
  std::string name = "study";
  Task task = Task::SPECTRA;
  std::uint64_t seed = 0;
  Settings settings;  // what every trial starts from, under the first recipe where that is a factor
  std::map<std::string, Level> given;  // of those, what file and command line say themselves
  std::vector<Factor> factors;         // in the order of the file
  std::vector<Exclusion> exclusions;
  std::string text;  // the file, verbatim
  std::vector<std::string> overrides;
  std::string share;  // which part of the grid a run is about, such as 2/5; empty: all of it

  /// Reads `path` and applies `overrides` ("key=value", "key=v1,v2"). Throws InputError.
  static Study read(const std::string& path, const std::vector<std::string>& overrides = {});
  /// The same from a text; `where` names it in messages.
  static Study parse(const std::string& text, const std::string& where,
                     const std::vector<std::string>& overrides = {});

  /// What every trial of this recipe starts from: defaults, over them the recipe, over it what is given.
  Settings settings_under(const std::string& recipe) const;

  const Factor* factor(const std::string& key) const;
};

}  // namespace sweep
