#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sweep {

/// One value of a setting: a scalar, or (for data.sampling) a map of scalars and lists.
class Level {
 public:
  using List = std::vector<Level>;
  using Map =
      std::vector<std::pair<std::string, Level>>;  // sorted by key, so that equal maps have equal texts

  Level() = default;
  Level(bool value) : value_(value) {}
  Level(double value) : value_(value) {}
  Level(int value) : value_(static_cast<double>(value)) {}
  Level(const char* value) : value_(std::string(value)) {}
  Level(std::string value) : value_(std::move(value)) {}
  Level(List value) : value_(std::move(value)) {}
  Level(Map value);

  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_number() const { return std::holds_alternative<double>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_list() const { return std::holds_alternative<List>(value_); }
  bool is_map() const { return std::holds_alternative<Map>(value_); }

  /// Each throws std::bad_variant_access when the level is of another kind: settings are checked when they
  /// are read.
  bool boolean() const { return std::get<bool>(value_); }
  double number() const { return std::get<double>(value_); }
  const std::string& string() const { return std::get<std::string>(value_); }
  const List& list() const { return std::get<List>(value_); }
  const Map& map() const { return std::get<Map>(value_); }

  /// The one canonical spelling, for people, for table columns and for the trial's identity: numbers in the
  /// shortest form that reads back the same, maps as "{key: value, …}" in the order of their keys.
  std::string text() const;

  bool operator==(const Level& other) const;

 private:
  std::variant<double, bool, std::string, List, Map> value_ = 0.0;
};

/// A level from its text in YAML's flow style: "5", "real", "{waiting_times: 3, parts: real}".
/// Throws InputError naming `where`.
Level parse_level(const std::string& text, const std::string& where);

}  // namespace sweep
