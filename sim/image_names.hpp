#pragma once

#include <boost/regex_fwd.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/plate.hpp"

namespace sim {

/// What a file's name says about its picture; texts are empty where it says nothing.
struct ImageName {
  std::string plate;
  WellPosition well;
  std::string site;
  std::string channel;
  auto operator<=>(const ImageName&) const = default;
};

/// How the names of image files are read: by a preset (metaxpress, cellomics, opera) or by a regular
/// expression with named groups.
class ImageNames {
 public:
  /// A preset's name, or an expression that is searched for in the name: groups (?<well>…), or (?<row>…) and
  /// (?<column>…), and optionally plate, site and channel; Python's (?P<well>…) is understood. Throws
  /// std::invalid_argument for a bad expression.
  explicit ImageNames(const std::string& preset_or_expression);

  /// The preset that fits most of the names. Throws std::invalid_argument, with an example, if none fits any.
  static ImageNames fitting_most(const std::vector<std::string>& files);

  /// Nothing where the name does not fit. Throws std::invalid_argument for an expression that takes too long.
  std::optional<ImageName> parse(const std::string& file) const;

  /// The preset's name or the expression.
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::shared_ptr<const boost::regex> expression_;
};

/// Sites in order: none, then numbers by value ("2" before "10"), then others by text.
bool site_before(const std::string& a, const std::string& b);

}  // namespace sim
