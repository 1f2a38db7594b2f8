#pragma once

#include <cstdint>

#include "gpu/host_device.hpp"

namespace gpu {

struct PhiloxWords {
  std::uint32_t word[4];
};

struct WideProduct {
  std::uint32_t low, high;
};

GPU_INLINE WideProduct wide_product(std::uint32_t a, std::uint32_t b) {
#ifdef __CUDA_ARCH__
  // From the C++ below, nvcc 13 makes 64-bit products, shifts and masks.
  WideProduct product;
  asm("{ .reg .b64 p; mul.wide.u32 p, %2, %3; mov.b64 {%0, %1}, p; }"
      : "=r"(product.low), "=r"(product.high)
      : "r"(a), "r"(b));
  return product;
#else
  const std::uint64_t product = std::uint64_t{a} * b;
  return {static_cast<std::uint32_t>(product), static_cast<std::uint32_t>(product >> 32)};
#endif
}

GPU_INLINE PhiloxWords philox_round(const PhiloxWords& c, std::uint32_t key0, std::uint32_t key1) {
  const WideProduct a = wide_product(0xD2511F53U, c.word[0]);
  const WideProduct b = wide_product(0xCD9E8D57U, c.word[2]);
  return {{b.high ^ c.word[1] ^ key0, b.low, a.high ^ c.word[3] ^ key1, a.low}};
}

// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, SC11: 128 random bits as a pure function of (counter, key).
// Random123's own header cannot be compiled for host and device at once; the tests compare the two. Ten
// rounds one by one, because a loop in here would keep the caller's from being vectorised.
GPU_INLINE PhiloxWords philox(PhiloxWords counter, std::uint64_t key) {
  constexpr std::uint32_t step0 = 0x9E3779B9U;
  constexpr std::uint32_t step1 = 0xBB67AE85U;
  const auto key0 = static_cast<std::uint32_t>(key);
  const auto key1 = static_cast<std::uint32_t>(key >> 32);
  counter = philox_round(counter, key0, key1);
  counter = philox_round(counter, key0 + 1 * step0, key1 + 1 * step1);
  counter = philox_round(counter, key0 + 2 * step0, key1 + 2 * step1);
  counter = philox_round(counter, key0 + 3 * step0, key1 + 3 * step1);
  counter = philox_round(counter, key0 + 4 * step0, key1 + 4 * step1);
  counter = philox_round(counter, key0 + 5 * step0, key1 + 5 * step1);
  counter = philox_round(counter, key0 + 6 * step0, key1 + 6 * step1);
  counter = philox_round(counter, key0 + 7 * step0, key1 + 7 * step1);
  counter = philox_round(counter, key0 + 8 * step0, key1 + 8 * step1);
  return philox_round(counter, key0 + 9 * step0, key1 + 9 * step1);
}

}  // namespace gpu
