#include "sweep/yaml.hpp"

#include "sweep/input_error.hpp"

namespace sweep {
namespace {

constexpr int kDeepest = 4;  // a level is at most a map of lists: anything deeper is a mistake, not a setting

Level scalar_level(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted
  if (text == "true" || text == "false") return text == "true";
  if (text == "inf") return std::numeric_limits<double>::infinity();
  double number = 0;
  return YAML::convert<double>::decode(node, number) ? Level(number) : Level(text);
}

Level to_level(const YAML::Node& node, const std::string& where, int depth) {
  if (depth > kDeepest) throw InputError(where + ": nested too deeply for a level");
  if (!node || node.IsNull()) throw InputError(where + ": a value is missing");
  if (node.IsScalar()) return scalar_level(node);
  if (node.IsSequence()) {
    Level::List list;
    for (const YAML::Node& item : node) list.push_back(to_level(item, where, depth + 1));
    return list;
  }
  Level::Map map;
  for (const auto& entry : node) {
    if (!entry.first.IsScalar()) throw InputError(where + ": a key must be a plain word");
    map.emplace_back(entry.first.Scalar(), to_level(entry.second, where, depth + 1));
  }
  return map;
}

}  // namespace

YAML::Node load_yaml(const std::string& text, const std::string& where) {
  try {
    return YAML::Load(text);
  } catch (const YAML::Exception& error) {
    throw InputError(where + ":" + std::to_string(error.mark.line + 1) + ": is not YAML: " + error.msg);
  }
}

Level to_level(const YAML::Node& node, const std::string& where) { return to_level(node, where, 0); }

Level parse_level(const std::string& text, const std::string& where) {
  return to_level(load_yaml(text, where), where);
}

}  // namespace sweep
