#pragma once

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "gpu/current_stream.hpp"

// Tests that need a device for our kernels.
class OnGpu : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!at::hasCUDA() || !gpu::runs_kernels(device)) GTEST_SKIP() << "no GPU that kernels of ours run on";
  }

  const at::Device device{at::kCUDA, 0};
};
