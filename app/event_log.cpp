#include "app/event_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "sweep/input_error.hpp"
#include "workers/comm/mpi_session.hpp"

namespace app {
namespace {

std::string environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value ? value : "";
}

/// What was written last may have been cut off by a kill: the next line is not to hang on to it.
bool ends_in_the_middle_of_a_line(int descriptor) {
  const off_t size = lseek(descriptor, 0, SEEK_END);
  char last = '\n';
  return size > 0 && pread(descriptor, &last, 1, size - 1) == 1 && last != '\n';
}

/// In seconds since 1970, to the millisecond.
double now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::round(1e3 * std::chrono::duration<double>(since).count()) / 1e3;
}

}  // namespace

EventLog::EventLog(const std::string& path, const sweep::Grid& grid)
    : grid_(grid), file_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
  if (!file_) throw sweep::InputError("--events " + path + ": cannot be written: " + std::strerror(errno));
  if (ends_in_the_middle_of_a_line(file_.get()) && ::write(file_.get(), "\n", 1) != 1) return;
}

void EventLog::begun(std::uint32_t incarnation, int ranks, std::size_t trials_done) {
  incarnation_ = incarnation;
  append("begun", {{"ranks", ranks},
                   {"host", comm::host_name()},
                   {"job", environment("SLURM_JOB_ID")},
                   {"restart", std::atoi(environment("SLURM_RESTART_COUNT").c_str())},
                   {"trials", grid_.size()},
                   {"done", trials_done}});
}

workers::Progress EventLog::beside(workers::Progress shown) {
  workers::Progress both = shown;
  both.started = [this, shown](const sweep::Assignment& assignment) {
    std::vector<int> ranks;
    for (const sweep::Rank rank : assignment.team) ranks.push_back(rank.value);
    trial("started", assignment.row, {{"ranks", ranks}});
    shown.started(assignment);
  };
  both.ended = [this, shown](const workers::Ended& ended) {
    nlohmann::json what = {{"state", sweep::kStateNames[static_cast<std::size_t>(ended.state)]}};
    if (!ended.message.empty()) what["message"] = ended.message;
    trial("ended", ended.row, what);
    shown.ended(ended);
  };
  both.put_down = [this, shown](sweep::Row row) {
    trial("put_down", row, nlohmann::json::object());
    shown.put_down(row);
  };
  both.note = [this, shown](const std::string& text) {
    append("note", {{"text", text}});
    shown.note(text);
  };
  return both;
}

void EventLog::over(ExitStatus status, const std::string& reason) {
  append("over", {{"status", static_cast<int>(status)}, {"reason", reason}});
}

void EventLog::trial(const char* event, sweep::Row row, nlohmann::json what) {
  what["trial"] = grid_[row].id.hex();
  append(event, std::move(what));
}

void EventLog::append(const char* event, nlohmann::json what) {
  what["time"] = now();
  what["incarnation"] = incarnation_;
  what["event"] = event;
  const std::string line = what.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  // One write: lines stay whole, whoever else appends. Best effort: see above.
  if (::write(file_.get(), line.data(), line.size()) < 0) return;
}

}  // namespace app
