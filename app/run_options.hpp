#pragma once

#include <chrono>
#include <string>

#include "app/arguments.hpp"
#include "results/results_file.hpp"

namespace app {

enum class Display { BAR, LINES, NONE };

/// What `gridsweep run` is told beside the study.
struct RunOptions {
  Display display = Display::NONE;
  std::string time_limit;        // as given; empty: none
  int max_restarts = 0;          // of a failed trial
  std::string costs;             // path of an earlier results file; empty: none
  std::string events;            // path of the event log; empty: none
  std::chrono::seconds wait{0};  // for another run of the same file to end
  results::Durability durability = results::Durability::SYNCED;

  /// How they are written on the command line, with --out.
  static po::options_description description();
  /// Throws sweep::InputError.
  explicit RunOptions(const Arguments& arguments);
};

}  // namespace app
