#include <algorithm>

#include "sweep/setting_key.hpp"
#include "sweep/setting_tables.hpp"

namespace sweep {
namespace {

std::vector<SettingKey> of_task(Task task, std::vector<SettingKey> keys) {
  for (SettingKey& key : keys) key.task = task;
  return keys;
}

}  // namespace

const std::vector<SettingKey>& setting_keys() {
  static const std::vector<SettingKey> keys = [] {
    std::vector<SettingKey> all;
    for (const std::vector<SettingKey>& table :
         {general_settings(), of_task(Task::SPECTRA, spectra_settings()),
          of_task(Task::WELLS, wells_settings()), training_settings(), run_settings()})
      all.insert(all.end(), table.begin(), table.end());
    return all;
  }();
  return keys;
}

}  // namespace sweep
