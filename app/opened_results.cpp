#include "app/opened_results.hpp"

namespace app {
namespace {

std::optional<FileSimulator> simulator_of(const results::ResultsFile& file) {
  if (file.header().task != "spectra") return std::nullopt;
  return std::optional<FileSimulator>(std::in_place, file);
}

}  // namespace

OpenedResults::OpenedResults(const std::string& path)
    : file_(path, results::Access::READ),
      simulator_(simulator_of(file_)),
      source_(simulator_ ? results::FigureSource(file_, *simulator_, simulator_->grid())
                         : results::FigureSource(file_)) {}

}  // namespace app
