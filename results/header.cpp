#include "results/header.hpp"

#include <algorithm>
#include <cctype>
#include <ctime>

#include "results/h5/attributes.hpp"
#include "results/h5/error.hpp"
#include "sweep/random_key.hpp"

namespace results {
namespace {

constexpr const char* kFormat = "gridsweep";
constexpr std::uint64_t kSchema = 2;
constexpr const char* kVersionPrefix = "version.";

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

/// Quoted where YAML would read something else than the text.
std::string yaml_scalar(const std::string& text) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '/'; };
  const auto inside = [&](unsigned char c) { return plain(c) || c == '-' || c == '+'; };
  if (!text.empty() && plain(static_cast<unsigned char>(text.front())) &&
      std::all_of(text.begin(), text.end(), inside)) {
    return text;
  }
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::string settings_text(const sweep::Settings& settings) {
  std::string text;
  for (const auto& [key, level] : settings.levels()) {
    text += key + ": " + (level.is_string() ? yaml_scalar(level.string()) : level.text()) + "\n";
  }
  return text;
}

Header Header::of(const sweep::Study& study, const Provenance& provenance) {
  Header header;
  header.name = study.name;
  header.task = name_of(study.task);
  header.study_text = study.text;
  header.seed = study.seed;
  for (const std::string& line : study.overrides) header.overrides += line + "\n";
  header.share = study.share;
  header.settings = settings_text(study.settings);
  header.settings_hash = sweep::TrialId{sweep::stable_hash(header.settings)}.hex();
  header.commit = provenance.commit;
  header.created = utc_now();
  header.versions = provenance.versions;
  header.versions["gridsweep"] = GRIDSWEEP_VERSION;
  header.versions["hdf5"] = h5::hdf5_version();
  return header;
}

void Header::write(const h5::File& file) const {
  h5::write_attribute(file, "format", kFormat);
  h5::write_attribute(file, "schema", kSchema);
  h5::write_attribute(file, "study", study_text);
  h5::write_attribute(file, "name", name);
  h5::write_attribute(file, "task", task);
  h5::write_attribute(file, "seed", seed);
  h5::write_attribute(file, "overrides", overrides);
  if (!share.empty()) h5::write_attribute(file, "share", share);
  h5::write_attribute(file, "settings", settings);
  h5::write_attribute(file, "settings_hash", settings_hash);
  h5::write_attribute(file, "commit", commit);
  h5::write_attribute(file, "created", created);
  for (const auto& [library, version] : versions) {
    h5::write_attribute(file, kVersionPrefix + library, version);
  }
}

Header Header::read(const h5::File& file) {
  const auto attributes = h5::read_attributes(file);
  const auto text = [&](const std::string& attribute) -> std::string {
    const auto found = attributes.find(attribute);
    if (found == attributes.end() || !std::holds_alternative<std::string>(found->second)) {
      throw h5::Error("it has no text attribute '" + attribute + "'");
    }
    return std::get<std::string>(found->second);
  };
  const auto number = [&](const std::string& attribute) -> std::uint64_t {
    const auto found = attributes.find(attribute);
    if (found == attributes.end() || !std::holds_alternative<std::uint64_t>(found->second)) {
      throw h5::Error("it has no whole-number attribute '" + attribute + "'");
    }
    return std::get<std::uint64_t>(found->second);
  };
  if (text("format") != kFormat) throw h5::Error("its format is '" + text("format") + "'");
  if (number("schema") != kSchema) {
    throw h5::Error("its schema is " + std::to_string(number("schema")) + ", and this program reads schema " +
                    std::to_string(kSchema));
  }
  Header header;
  header.name = text("name");
  header.task = text("task");
  header.study_text = text("study");
  header.seed = number("seed");
  header.overrides = text("overrides");
  if (attributes.contains("share")) header.share = text("share");
  header.settings = text("settings");
  header.settings_hash = text("settings_hash");
  header.commit = text("commit");
  header.created = text("created");
  for (const auto& [attribute, value] : attributes) {
    if (!attribute.starts_with(kVersionPrefix) || !std::holds_alternative<std::string>(value)) continue;
    header.versions[attribute.substr(std::string_view(kVersionPrefix).size())] = std::get<std::string>(value);
  }
  return header;
}

std::optional<std::string> Header::setting(const std::string& key) const {
  const std::string begin = key + ": ";
  for (std::size_t at = 0; at < settings.size();) {
    const std::size_t end = std::min(settings.find('\n', at), settings.size());
    if (settings.compare(at, begin.size(), begin) == 0) {
      return settings.substr(at + begin.size(), end - at - begin.size());
    }
    at = end + 1;
  }
  return std::nullopt;
}

}  // namespace results
