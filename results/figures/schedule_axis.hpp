#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/figures/schedule.hpp"

namespace results {

/// A trial that ended, as its record says.
struct EndedTrial {
  std::uint32_t incarnation = 0;
  double start = 0;
  double seconds = 0;
  int rank = 0;
  std::uint32_t team_size = 1;
  std::size_t architecture = 0;
  sweep::TrialId trial;
  bool failed = false;
  bool went_on = false;
};

/// Whether a row is of one: complete or failed, with a start and a length.
bool has_ended(const RowView& row);

/// Those of a file, by run and start. `architectures` gets the levels in the order of the study file.
std::vector<EndedTrial> ended_trials(const ResultsFile& file, std::vector<std::string>& architectures);

/// The runs, one after the other; turns the trials' starts into places on the axis and sorts by them. A trial
/// that began before an earlier run ended was kept and gone on with: all that is known is that it ended in
/// this run, and before its rank began another one.
std::vector<Schedule::Run> put_on_axis(std::vector<EndedTrial>& trials);

}  // namespace results
