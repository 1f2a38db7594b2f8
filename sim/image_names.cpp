#include "sim/image_names.hpp"

#include <algorithm>
#include <array>
#include <boost/regex.hpp>
#include <stdexcept>

#include "sim/in_quotes.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

constexpr std::size_t kLongestExpression = 1000;
constexpr std::size_t kLongestName = 255;  // bytes, of a file on Linux

struct Preset {
  const char* name;
  const char* expression;
};
// MetaXpress may write a GUID behind the channel; as few characters as will do go to plate, site and channel.
constexpr std::array<Preset, 3> kPresets = {
    {{"metaxpress",
      R"(^(?i)(?:(?<plate>.+?)_)??(?<well>[a-z]{1,2}\d{1,3})(?:_s(?<site>\d+?))?(?:_w(?<channel>\d+?))?)"
      R"((?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\.tiff?$)"},
     {"cellomics",
      R"(^(?i)(?:(?<plate>.+)_)?(?<well>[a-z]{1,2}\d{1,3})f(?<site>\d+)d(?<channel>\d+)\.tiff?$)"},
     {"opera",
      R"(^(?i)r(?<row>\d+)c(?<column>\d+)(?<site>f\d+(?:p\d+)?)-ch(?<channel>\d+)(?:[a-z]+\d+)*\.tiff?$)"}}};

/// Python writes (?P<name>…) and (?P=name) where Perl has (?<name>…) and \k<name>.
std::string from_python(const std::string& expression) {
  std::string perl;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    if (expression[i] == '\\' && i + 1 < expression.size()) {
      perl += expression.substr(i++, 2);
    } else if (expression.compare(i, 4, "(?P<") == 0) {
      perl += "(?<";
      i += 3;
    } else if (const std::size_t end = expression.find(')', i);
               expression.compare(i, 4, "(?P=") == 0 && end != expression.npos) {
      perl += "\\k<" + expression.substr(i + 4, end - i - 4) + ">";
      i = end;
    } else {
      perl += expression[i];
    }
  }
  return perl;
}

[[noreturn]] void refuse(const std::string& expression, const std::string& why) {
  throw std::invalid_argument("data.file_names: " + in_quotes(expression) + " " + why);
}

void check_groups(const std::string& expression, const std::string& perl) {
  const auto has = [&](const std::string& group) {
    return perl.find("(?<" + group + ">") != perl.npos || perl.find("(?'" + group + "'") != perl.npos;
  };
  if (has("well") || (has("row") && has("column"))) return;
  refuse(
      expression,
      "is neither auto, metaxpress, cellomics or opera nor a regular expression with a group (?<well>…), or "
      "(?<row>…) and (?<column>…)");
}

}  // namespace

ImageNames::ImageNames(const std::string& preset_or_expression) : text_(preset_or_expression) {
  const auto preset = std::find_if(kPresets.begin(), kPresets.end(),
                                   [&](const Preset& candidate) { return candidate.name == text_; });
  if (text_.size() > kLongestExpression)
    refuse(text_, "is too long: at most " + std::to_string(kLongestExpression) + " characters");
  const std::string perl = preset != kPresets.end() ? preset->expression : from_python(text_);
  check_groups(text_, perl);
  try {
    expression_ = std::make_shared<const boost::regex>(perl);
  } catch (const std::exception& error) {  // boost::regex_error, mostly
    refuse(text_, "is no regular expression: " + std::string(error.what()));
  }
}

ImageNames ImageNames::fitting_most(const std::vector<std::string>& files) {
  std::optional<ImageNames> best;
  std::ptrdiff_t most = 0;
  for (const Preset& preset : kPresets) {
    const ImageNames names(preset.name);
    const auto count = std::count_if(files.begin(), files.end(),
                                     [&](const auto& file) { return names.parse(file).has_value(); });
    if (count <= most) continue;
    most = count;
    best = names;
  }
  if (best) return *best;
  throw std::invalid_argument(
      "no file name, such as " + in_quotes(files.empty() ? "" : files.front()) +
      ", fits metaxpress (plate_A01_s1_w1.tif), cellomics (plate_A01f00d0.tif) or opera "
      "(r01c01f01p01-ch1.tiff): give data.file_names a regular expression with a group "
      "(?<well>…)");
}

std::optional<ImageName> ImageNames::parse(const std::string& file) const {
  boost::smatch match;
  if (file.size() > kLongestName) return {};
  try {
    if (!boost::regex_search(file, match, *expression_)) return {};
  } catch (const std::exception&) {
    refuse(text_, "takes too long to tell whether " + in_quotes(file) +
                      " fits: write it without repetitions inside repetitions");
  }
  try {
    const WellPosition well = match["well"].matched ? parse_well(match["well"].str())
                                                    : parse_well(match["row"].str(), match["column"].str());
    return ImageName{match["plate"].str(), well, match["site"].str(), match["channel"].str()};
  } catch (const std::invalid_argument&) {
    return {};  // "Z99": fits, but is no well
  }
}

bool site_before(const std::string& a, const std::string& b) {
  constexpr const char* digits = "0123456789";
  const bool a_counts = a.find_first_not_of(digits) == a.npos,
             b_counts = b.find_first_not_of(digits) == b.npos;
  if (a_counts != b_counts) return a_counts;
  if (!a_counts) return a < b;
  const auto number = [](const std::string& text) {
    return text.substr(std::min(text.find_first_not_of('0'), text.size()));
  };
  const std::string first = number(a), second = number(b);
  if (first.size() != second.size()) return first.size() < second.size();
  return first != second ? first < second : a < b;
}

}  // namespace sim
