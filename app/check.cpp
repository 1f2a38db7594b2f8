#include <algorithm>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "results/file_lock.hpp"
#include "results/results_file.hpp"

namespace app {

int check(const Words& words) {
  po::options_description options;
  options.add_options()("repair", "return torn rows to waiting, so that the next run trains them again");
  Arguments arguments(words, "gridsweep check FILE [--repair]",
                      "Compares every row of a results file with its checksum and says what it found.\n"
                      "Exit status 1 when a row is torn and --repair was not given.",
                      options);
  if (arguments.wants_help()) return DONE;
  const std::string path = arguments.take("FILE, a results file");
  arguments.expect_no_more();

  const auto checks = results::ResultsFile(path, results::Access::READ).verify();
  const auto count = [&](results::RowCheck wanted) {
    return std::count(checks.begin(), checks.end(), wanted);
  };
  const auto torn = count(results::RowCheck::TORN);
  std::cout << path << ": " << checks.size() << " rows: " << count(results::RowCheck::WHOLE) << " whole, "
            << count(results::RowCheck::WAITING) << " waiting, " << torn << " torn\n";
  if (torn == 0) return DONE;
  for (std::size_t row = 0; row < checks.size(); ++row) {
    if (checks[row] == results::RowCheck::TORN)
      std::cout << "  row " << row << " is torn: its trial counts as not done\n";
  }
  if (!arguments.has("repair")) return INTERNAL_ERROR;
  const auto lock = results::FileLock::take(path);
  std::cout << results::ResultsFile::repair(path) << " torn rows returned to waiting\n";
  return DONE;
}

}  // namespace app
