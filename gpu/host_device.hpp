#pragma once

// A function marked GPU_INLINE is compiled into its callers: on the host, and by nvcc on the device as well.
// What both must agree on is written once, in such functions.
#ifdef __CUDACC__
#define GPU_INLINE __host__ __device__ __forceinline__
#else
#define GPU_INLINE inline __attribute__((always_inline))
#endif
