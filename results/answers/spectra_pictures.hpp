#pragma once

#include <cstddef>
#include <vector>

namespace results {

/// Absorptive 2D spectra of a study's reference, around its signal.
struct SpectraPictures {
  std::vector<double> pump_cm1;   // w1
  std::vector<double> probe_cm1;  // w3
  double snr = 0;                 // of the noisy ones
  struct AtWaitingTime {
    double waiting_time_ps = 0;
    // [pump frequency · probe frequency], 1 being the largest of all clean ones
    std::vector<double> clean;
    std::vector<double> noisy;
  };
  std::vector<AtWaitingTime> spectra;
};

/// What a data.sampling level keeps, in the axes' own units.
struct KeptTimes {
  std::vector<double> pump_times_ps;
  std::vector<double> waiting_times_ps;
  double longest_pump_time_ps = 0;  // of the full axes
  double longest_waiting_time_ps = 0;
  std::size_t frequencies = 0;
};

}  // namespace results
