#pragma once

#include <vector>

#include "sweep/setting_key.hpp"

namespace sweep {

// The tables that setting_keys() is made of, by what their settings speak of; docs/studies.md explains them.
std::vector<SettingKey> general_settings();
std::vector<SettingKey> spectra_settings();
std::vector<SettingKey> wells_settings();
std::vector<SettingKey> training_settings();
std::vector<SettingKey> run_settings();

}  // namespace sweep
