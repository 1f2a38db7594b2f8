#include "app/study_arguments.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "app/open_wells.hpp"
#include "sweep/input_error.hpp"
#include "sweep/override.hpp"

namespace app {
namespace {

constexpr const char* kReadout = "data.readout";

bool wants_all_readouts(const sweep::Study& study) {
  if (study.task != sweep::Task::WELLS) return false;
  if (const sweep::Factor* factor = study.factor(kReadout))
    return factor->levels.size() == 1 && factor->levels.front().text() == "all";
  return study.settings.text(kReadout) == "all";
}

/// Every readout of the plate that the study is about, in the order of its table.
std::vector<sweep::Level> all_readouts(const sweep::Study& study) {
  const auto pictures = WellsOpener(study.seed).pictures(study.settings);
  std::vector<sweep::Level> readouts;
  for (const sim::ReadoutColumn& column : pictures->plate().readouts) readouts.emplace_back(column.name);
  return readouts;
}

}  // namespace

sweep::Study read_study(Arguments& arguments) {
  const std::string path = arguments.take("STUDY, a YAML file");
  return read_study(path, arguments.rest());
}

sweep::Study read_study(const std::string& path, const std::vector<std::string>& overrides) {
  return with_readouts(sweep::Study::read(path, overrides), path);
}

sweep::Study with_readouts(sweep::Study study, const std::string& where) {
  if (wants_all_readouts(study)) {
    for (const sweep::Factor& factor : study.factors) {
      if (plate_keys().contains(factor.key)) {
        throw sweep::InputError(where + ": data.readout is all, and " + factor.key +
                                " is a factor: name the readouts where there is more than one plate");
      }
    }
    study.given.erase(kReadout);
    sweep::set_factor(study, kReadout, all_readouts(study), where);
  }
  // A column of its own also where there is one readout: tables and figures go by it.
  if (study.task == sweep::Task::WELLS && study.factor(kReadout) == nullptr) {
    const sweep::Level readout = study.settings[kReadout];
    study.given.erase(kReadout);
    sweep::set_factor(study, kReadout, {readout}, where);
  }
  return study;
}

}  // namespace app
