#include "app/time_lines.hpp"

#include <cstdio>

#include "app/progress_display.hpp"

namespace app {

void print_time_taken(double predicted_seconds, double seconds, const sweep::Calibration& earlier) {
  std::printf("predicted %s, took %s", duration_text(predicted_seconds).c_str(),
              duration_text(seconds).c_str());
  if (earlier.trials() > 0) std::printf(" (predicted from %zu earlier trials)", earlier.trials());
  std::printf("\n");
  std::fflush(stdout);
}

void print_lessons(const sweep::Calibration& earlier) {
  if (earlier.trials() > 0) std::printf("  learnt from      %zu earlier trials\n", earlier.trials());
}

}  // namespace app
