// What every study has.

#include "sweep/setting_tables.hpp"

namespace sweep {

std::vector<SettingKey> general_settings() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  using enum Kind;
  return {

      {"replicate", INTEGER, 0, "which repetition: another draw of samples, noise and initial weights", 0,
       1e6},
      {"recipe",
       CHOICE,
       "report-2023",
       "which levels the settings of a training recipe start from",
       -kInfinity,
       kInfinity,
       {"report-2023", "torch-defaults", "slides-2023"}},

      {"data.source", TEXT, "simulated",
       "'simulated', or the path of an HDF5 file of spectra, or of a folder of well images"},
  };
}

}  // namespace sweep
