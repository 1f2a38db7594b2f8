#include "models/weights/strict_json.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/weights/readable.hpp"

namespace models {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 3;  // the object, its tensors, their lists

}  // namespace

Json parse_strictly(std::string_view text) {
  std::vector<std::set<std::string>> names;  // of the objects around
  const auto look = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kDeepest) throw std::invalid_argument("the header is nested too deeply");
    if (event == Json::parse_event_t::object_start) names.emplace_back();
    if (event == Json::parse_event_t::object_end) names.pop_back();
    if (event == Json::parse_event_t::key && !names.back().insert(parsed.get<std::string>()).second)
      throw std::invalid_argument("the header names " + readable(parsed.get<std::string>()) + " twice");
    return true;
  };
  Json json;
  try {
    json = Json::parse(text.begin(), text.end(), look);
  } catch (const Json::exception& error) {
    // Only where: what the parser quotes may hold anything.
    const auto* const parse = dynamic_cast<const Json::parse_error*>(&error);
    throw std::invalid_argument(
        "the header is no JSON" +
        (parse ? " from byte " + std::to_string(parse->byte) + " on" : std::string()));
  }
  if (!json.is_object()) throw std::invalid_argument("the header is no JSON object");
  return json;
}

}  // namespace models
