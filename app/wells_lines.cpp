#include "app/wells_lines.hpp"

#include <iostream>
#include <set>
#include <string>

#include "app/open_wells.hpp"
#include "models/architectures.hpp"

namespace app {
namespace {

/// What decides whether a readout has enough wells, replicates aside.
std::set<std::string> keys_of_readouts() {
  std::set<std::string> keys = plate_keys();
  keys.insert({"data.readout", "data.binarisation", "data.threshold", "data.quantile", "data.balance",
               "data.least_wells"});
  return keys;
}

/// Whether a trial of the grid stands on a backbone that nobody trained.
bool has_random_backbone(const sweep::Grid& grid) {
  for (const sweep::Row row : grid.distinct({"model.architecture", "model.weights"})) {
    const sweep::Settings settings = grid.settings(row);
    if (::models::find_architecture(settings.text("model.architecture")).backbone &&
        settings.text("model.weights") == "none")
      return true;
  }
  return false;
}

bool leaks(const sweep::Grid& grid) {
  for (const sweep::Row row : grid.distinct({"data.protocol"})) {
    if (grid.settings(row).text("data.protocol") != "grouped") return true;
  }
  return false;
}

}  // namespace

void print_wells(const sweep::Grid& grid, const workers::OpenDataset& open) {
  if (grid.settings(sweep::Row{0}).task() != sweep::Task::WELLS) return;
  std::set<std::string> notes;
  std::string dropped;
  std::size_t dropped_count = 0;
  const auto rows = grid.distinct(keys_of_readouts());
  for (const sweep::Row row : rows) {
    const sweep::Settings settings = grid.settings(row);
    const auto dataset = open(settings);
    const sim::CrossValidation& parts = *dataset->cross_validation();
    for (const std::string& note : parts.notes) {
      if (notes.insert(note).second) std::cout << "plate: " << note << '\n';
    }
    if (parts.dropped_because.empty()) continue;
    ++dropped_count;
    dropped += "  " + settings.text("data.readout") + ": " + parts.dropped_because + '\n';
  }
  if (dropped_count > 0)
    std::cout << "dropped, " << dropped_count << " of " << rows.size() << " readouts:\n" << dropped;
  if (has_random_backbone(grid))
    std::cout << "randomly initialised backbone: the ViT's weights are nobody's; model.weights=FILE gives it "
                 "some\n";
  if (leaks(grid))
    std::cout << "leaky protocol: copies of one image are learned from and tested; its scores say nothing of "
                 "new wells\n";
  std::cout << std::flush;
}

}  // namespace app
