#pragma once

#include "models/dropout_mask.hpp"

namespace models {

// Fills [rows, features] in the memory of the current device, on a stream (cudaStream_t), with the bits that
// the CPU makes. Nothing waits.
void launch_dropout_mask(const DropoutMask& mask, float kept, float* out, void* stream);

}  // namespace models
