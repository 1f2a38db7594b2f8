#include "workers/batch_memory.hpp"

#include <algorithm>

#include "workers/evaluation.hpp"

namespace workers {
namespace {

// Measured as peaks of whole runs (docs/benchmarks.md).
constexpr double kCopiesOfPictures = 3;  // as made, as kept, as given to the network
constexpr double kAliveInEvaluation = 0.75;
constexpr double kAliveInTraining = 2;

}  // namespace

double batch_memory_bytes(std::int64_t training_batch, double activation_bytes, double picture_bytes) {
  const double pictures = kCopiesOfPictures * picture_bytes;
  return std::max(static_cast<double>(training_batch) * (kAliveInTraining * activation_bytes + pictures),
                  static_cast<double>(kEvaluationBatch) * (kAliveInEvaluation * activation_bytes + pictures));
}

}  // namespace workers
