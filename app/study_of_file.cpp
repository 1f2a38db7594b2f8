#include "app/study_of_file.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <vector>

#include "app/study_arguments.hpp"

namespace app {

sweep::Study study_of_file(const results::Header& header, const std::string& path) {
  std::vector<std::string> overrides;
  boost::split(overrides, header.overrides, boost::is_any_of("\n"));
  std::erase(overrides, "");
  return with_readouts(sweep::Study::parse(header.study_text, path, overrides), path);
}

}  // namespace app
