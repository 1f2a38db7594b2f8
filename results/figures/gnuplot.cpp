#include "results/figures/gnuplot.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "sweep/input_error.hpp"

namespace results {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;

/// A file without a name. Files, not pipes: neither side can wait for the other.
TemporaryFile temporary_file() {
  TemporaryFile file(std::tmpfile());
  if (!file) throw std::runtime_error(std::string("no temporary file for gnuplot: ") + std::strerror(errno));
  return file;
}

/// What a program wrote, as one line.
std::string one_line(std::FILE* file) {
  std::string text;
  std::rewind(file);
  for (int c = std::fgetc(file); c != EOF && text.size() < 2000; c = std::fgetc(file)) {
    const bool blank = c == '\n' || c == ' ' || c == '\t' || c == '\r';
    if (!blank) {
      text += static_cast<char>(c);
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return text;
}

}  // namespace

void run_gnuplot(const std::string& script) {
  const TemporaryFile input = temporary_file();
  const TemporaryFile errors = temporary_file();
  std::fwrite(script.data(), 1, script.size(), input.get());
  std::fflush(input.get());
  ::lseek(::fileno(input.get()), 0, SEEK_SET);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(input.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(errors.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(errors.get()), STDERR_FILENO);
  // As a named file: an error in a script that is only piped in would not end gnuplot, nor show in its
  // status.
  std::array<char*, 3> arguments = {const_cast<char*>("gnuplot"), const_cast<char*>("/dev/stdin"), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw sweep::InputError(
        std::string("gnuplot cannot be started (") + std::strerror(error) +
        "): figures need it; install the package gnuplot-nox, or put gnuplot on the PATH");
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("gnuplot failed: " + one_line(errors.get()));
  }
}

std::string gnuplot_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c == '\n' ? ' ' : c);
  return quoted + "'";
}

}  // namespace results
