#include "results/table.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "results/wells/readout_table.hpp"

namespace app {

int table(const Words& words) {
  po::options_description options;
  options.add_options()("by", po::value<std::string>(),
                        "KEY,… to group by (default: every factor but replicate)")(
      "metric", po::value<std::string>(), "what to average (default: test_accuracy, for wells test_f1)")(
      "format", po::value<std::string>()->default_value("text"), "text, markdown, csv or latex");
  Arguments arguments(
      words, "gridsweep table FILE [--by KEY,…] [--metric NAME] [--format text|markdown|csv|latex]",
      "Means of a metric with 95 % intervals over replicates, by factor. Without --by and --metric a "
      "study of several readouts of wells gives a line per readout instead.",
      options);
  if (arguments.wants_help()) return DONE;
  const auto format = results::parse_table_format(arguments.get<std::string>("format"));
  const results::ResultsFile file(arguments.take("FILE, a results file"), results::Access::READ);
  arguments.expect_no_more();
  if (results::WellsStudy::is_in(file) && !arguments.has("by") && !arguments.has("metric")) {
    std::cout << results::readout_table(results::WellsStudy(file), format);
    return DONE;
  }
  const std::string metric = arguments.has("metric")         ? arguments.get<std::string>("metric")
                             : file.header().task == "wells" ? "test_f1"
                                                             : "test_accuracy";
  std::vector<std::string> by;
  if (arguments.has("by")) boost::split(by, arguments.get<std::string>("by"), boost::is_any_of(","));
  std::cout << results::table(results::Summary(file, by, metric), format);
  return DONE;
}

}  // namespace app
