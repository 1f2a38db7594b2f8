#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/commands.hpp"
#include "results/descriptor.hpp"
#include "sweep/grid.hpp"
#include "workers/dispatcher.hpp"

namespace app {

/// What happened in all runs of a results file, for people and scripts: a JSON object per line, appended at
/// once (docs/slurm.md names the events). Rank 0 keeps it. It is no part of the records: a line that can't be
/// written is left out, and the run goes on.
class EventLog {
 public:
  /// Keeps a reference to `grid`. Throws sweep::InputError when `path` can't be opened.
  EventLog(const std::string& path, const sweep::Grid& grid);

  /// A run begins, as this incarnation of the results file.
  void begun(std::uint32_t incarnation, int ranks, std::size_t trials_done);
  /// `shown`, and a line for all that happens. Valid as long as this object.
  workers::Progress beside(workers::Progress shown);
  void over(ExitStatus status, const std::string& reason);

 private:
  void trial(const char* event, sweep::Row row, nlohmann::json what);
  void append(const char* event, nlohmann::json what);

  const sweep::Grid& grid_;
  std::uint32_t incarnation_ = 0;
  results::Descriptor file_;
};

}  // namespace app
