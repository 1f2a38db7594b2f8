#include <algorithm>
#include <csignal>
#include <exception>
#include <functional>
#include <iostream>
#include <vector>

#include "app/commands.hpp"
#include "models/keep_freed_memory.hpp"
#include "sweep/input_error.hpp"
#include "sweep/record_store.hpp"
#include "workers/comm/mpi_session.hpp"

namespace {

struct Command {
  std::string name;
  std::string about;
  std::function<int(const app::Words&)> start;
};

const std::vector<Command> kCommands = {
    {"run", "run a study, or go on with it: the same line serves both", app::run},
    {"plan", "what a study would run, how long it takes and what it needs; trains nothing", app::plan},
    {"status", "how far a results file is", app::status},
    {"answer", "what the study found: its questions, answered in words and tables", app::answer},
    {"report", "the answers and figures as one page for a browser", app::report},
    {"table", "metrics by factor, with intervals", app::table},
    {"plot", "figures for a report", app::plot},
    {"check", "whether every record of a results file is whole", app::check},
    {"merge", "join results files of one study, such as the shares of a grid", app::merge},
    {"simulate", "write a study's spectra to a file", app::simulate},
    {"models", "the architectures, with their parameter counts", app::models},
};

void print_help() {
  std::cout << "gridsweep runs every combination of a study's settings on teams of MPI ranks, into one HDF5 "
               "file.\n\n"
               "Usage: [mpirun -n RANKS] gridsweep COMMAND …\n\n";
  for (const Command& command : kCommands) {
    std::cout << "  " << command.name << std::string(10 - command.name.size(), ' ') << command.about << '\n';
  }
  std::cout << "\ngridsweep COMMAND --help says more; gridsweep --version names all libraries.\n";
}

int start(app::Words words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    print_help();
    return words.empty() ? app::WRONG_INPUT : app::DONE;
  }
  if (words[0] == "--version") return app::version();
  const std::string name = words[0];
  words.erase(words.begin());
  std::vector<std::string> names;
  for (const Command& command : kCommands) {
    if (command.name == name) return command.start(words);
    names.push_back(command.name);
  }
  throw sweep::InputError("there is no command '" + name + "'" + sweep::did_you_mean(name, names) +
                          "; gridsweep --help lists them");
}

}  // namespace

int main(int argc, char** argv) {
  models::keep_freed_memory();
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is an error of the write, with a message
  try {
    return start({argv + 1, argv + argc});
  } catch (const sweep::InputError& error) {
    std::cerr << "gridsweep: " << error.what() << '\n';
    return app::WRONG_INPUT;
  } catch (const sweep::RecordNotKept& error) {
    std::cerr << ("gridsweep: " + std::string(error.what()) + "\n") << std::flush;
    comm::MpiSession::abort(app::INTERNAL_ERROR);
  } catch (const std::exception& error) {
    std::cerr << "gridsweep: internal error: " << error.what() << '\n';
    comm::MpiSession::abort(app::INTERNAL_ERROR);
  }
}
