#include "models/picture_distance.hpp"

#include <algorithm>

#include "models/widest.hpp"

namespace models {
namespace {

constexpr int64_t kLanes = 16;
constexpr int64_t kStretch = 512;  // numbers between two looks at the sum

}  // namespace

MODELS_WIDEST double squared_distance(const float* a, const float* b, int64_t n, double enough) {
  double total = 0;
  for (int64_t begin = 0; begin < n && !(total > enough); begin += kStretch) {
    const int64_t end = std::min(n, begin + kStretch), whole = begin + (end - begin) / kLanes * kLanes;
    double lanes[kLanes] = {};
    for (int64_t i = begin; i < whole; i += kLanes)
      for (int64_t lane = 0; lane < kLanes; ++lane) {
        const double difference = static_cast<double>(a[i + lane]) - static_cast<double>(b[i + lane]);
        lanes[lane] += difference * difference;
      }
    for (int64_t i = whole; i < end; ++i) {
      const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
      lanes[i - whole] += difference * difference;
    }
    for (const double lane : lanes) total += lane;
  }
  return total;
}

}  // namespace models
