// File names by any expression (the first line) or preset: what the name says, or a refusal of one line.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/image_names.hpp"
#include "sim/well_name.hpp"
#include "target.hpp"

namespace {

void check(const sim::ImageNames& names, const std::string& file) {
  const auto name = names.parse(file);
  if (!name) return;
  fuzz::expect(sim::parse_well(sim::well_name(name->well)) == name->well, "a well is a well");
  for (const std::string& part : {name->plate, name->site, name->channel})
    fuzz::expect(file.find(part) != std::string::npos, "what a name says stands in it");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<sim::ImageNames> presets = {
      sim::ImageNames("metaxpress"), sim::ImageNames("cellomics"), sim::ImageNames("opera")};
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  const std::string file = end == std::string::npos ? input : input.substr(end + 1);
  try {
    for (const sim::ImageNames& preset : presets) check(preset, file);
    if (end != std::string::npos) check(sim::ImageNames(input.substr(0, end)), file);
  } catch (const std::invalid_argument& error) {
    const std::string_view line = error.what();
    fuzz::expect(line.find('\n') == std::string_view::npos, "a mistake is told in one line");
    fuzz::expect(line.starts_with("data.file_names: "), "and names the setting");
  }
  return 0;
}
