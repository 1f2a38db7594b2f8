#include "sweep/yaml.hpp"

#include <algorithm>

#include "sweep/input_error.hpp"

namespace sweep {
namespace {

constexpr int kDeepest = 4;  // a level is at most a map of lists: anything deeper is a mistake, not a setting
constexpr int kMostValues =
    200000;  // more than any cube has waiting times; aliases of aliases unfold to 10^12 of them

Level scalar_level(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted
  if (text == "true" || text == "false") return text == "true";
  if (text == "inf") return std::numeric_limits<double>::infinity();
  double number = 0;
  return YAML::convert<double>::decode(node, number) ? Level(number) : Level(text);
}

/// `room` counts down with every value of the level.
Level to_level(const YAML::Node& node, const std::string& where, int depth, int& room) {
  if (--room < 0)
    throw InputError(where + ": too many values for a level: at most " + std::to_string(kMostValues));
  if (depth > kDeepest) throw InputError(where + ": nested too deeply for a level");
  if (!node || node.IsNull()) throw InputError(where + ": a value is missing");
  if (node.IsScalar()) return scalar_level(node);
  if (node.IsSequence()) {
    Level::List list;
    for (const YAML::Node& item : node) list.push_back(to_level(item, where, depth + 1, room));
    return list;
  }
  Level::Map map;
  for (const auto& entry : node) {
    if (!entry.first.IsScalar()) throw InputError(where + ": a key must be a plain word");
    const auto same = [&](const auto& earlier) { return earlier.first == entry.first.Scalar(); };
    if (std::any_of(map.begin(), map.end(), same)) {
      throw InputError(where + ": '" + entry.first.Scalar() + "' is given twice in a level");
    }
    map.emplace_back(entry.first.Scalar(), to_level(entry.second, where, depth + 1, room));
  }
  return map;
}

/// A control character is a slip, or the file is none of text at all.
void check_is_text(const std::string& text, const std::string& where) {
  const auto wrong = [](char c) { return is_control(c) && c != '\n' && c != '\r' && c != '\t'; };
  const auto found = std::find_if(text.begin(), text.end(), wrong);
  if (found == text.end()) return;
  throw InputError(where + ":" + std::to_string(1 + std::count(text.begin(), found, '\n')) +
                   ": holds a control character (" + *found + "): must be text in UTF-8");
}

}  // namespace

YAML::Node load_yaml(const std::string& text, const std::string& where) {
  check_is_text(text, where);
  try {
    return YAML::Load(text);
  } catch (const YAML::Exception& error) {
    throw InputError(where + ":" + std::to_string(error.mark.line + 1) + ": is not YAML: " + error.msg);
  }
}

Level to_level(const YAML::Node& node, const std::string& where) {
  int room = kMostValues;
  return to_level(node, where, 0, room);
}

Level parse_level(const std::string& text, const std::string& where) {
  return to_level(load_yaml(text, where), where);
}

}  // namespace sweep
