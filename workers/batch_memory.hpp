#pragma once

#include <cstdint>

namespace workers {

/// Bytes that batches of a network take at most, in training or in evaluation: activations (with their
/// gradients in training) and the pictures themselves. `activation_bytes` and `picture_bytes` are of one
/// sample; `training_batch` is 0 where nothing is trained.
double batch_memory_bytes(std::int64_t training_batch, double activation_bytes, double picture_bytes);

}  // namespace workers
