#include "results/status.hpp"

#include <chrono>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"

namespace app {

int status(const Words& words) {
  const po::options_description options;
  Arguments arguments(
      words, "gridsweep status FILE",
      "How many trials are done, how long the rest takes, and what went wrong. Also while a run writes.",
      options);
  if (arguments.wants_help()) return DONE;
  const results::ResultsFile file(arguments.take("FILE, a results file"), results::Access::READ);
  arguments.expect_no_more();
  const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  std::cout << results::status_text(file, now);
  return DONE;
}

}  // namespace app
