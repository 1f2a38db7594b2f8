#include "sweep/team_time.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweep {

double TeamTime::on(int ranks) const {
  if (ranks <= 1) return fixed_seconds + divided_seconds;
  const double k = ranks;
  return fixed_seconds + divided_seconds / k + hop_seconds * std::log2(k) + transfer_seconds * (k - 1) / k;
}

int TeamTime::fastest(int workers) const {
  const int most = std::max(1, std::min(workers, most_ranks));
  // The derivative, (transfer − divided) / k² + hop / (k ln 2), changes its sign once, if at all.
  if (divided_seconds <= transfer_seconds) return 1;
  if (hop_seconds <= 0) return most;
  const double turn = (divided_seconds - transfer_seconds) * std::numbers::ln2 / hop_seconds;
  if (turn >= most) return most;
  const int below = std::max(1, static_cast<int>(turn));
  return below < most && on(below + 1) < on(below) ? below + 1 : below;
}

int TeamTime::smallest_within(double seconds, int workers) const {
  int high = fastest(workers);
  if (on(high) > seconds) return high;
  int low = 1;
  while (low < high) {  // up to the fastest, larger teams take less time
    const int middle = low + (high - low) / 2;
    if (on(middle) <= seconds) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return high;
}

}  // namespace sweep
