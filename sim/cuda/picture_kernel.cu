#include <algorithm>

#include "gpu/check_launch.hpp"
#include "sim/cuda/picture_kernel.hpp"
#include "sim/picture_points.hpp"

namespace sim {
namespace {

constexpr std::int64_t pictures_at_once = 128;

// Travels with the launch as an argument: no copy to wait for, and nothing to keep alive.
struct Sources {
  PictureSource source[pictures_at_once];
};

// Two blocks of 512 threads share a multiprocessor, so a thread may use 64 registers.
template <int Parts>
__global__ void __launch_bounds__(PictureBlock::most_threads, 2)
    write_pictures(const __grid_constant__ PictureGrid grid, const __grid_constant__ Sources sources,
                   const PictureBlock block, float* out) {
  if (threadIdx.x >= block.threads()) return;
  picture_thread<Parts>(grid, sources.source[blockIdx.y], block, blockIdx.x, threadIdx.x,
                        out + blockIdx.y * grid.picture_size());
}

}  // namespace

void launch_pictures(const PictureGrid& grid, const PictureSource* sources, std::int64_t count, float* out,
                     void* stream) {
  const PictureBlock block(grid);
  const std::int32_t warps = (block.threads() + 31) / 32;
  for (std::int64_t first = 0; first < count; first += pictures_at_once) {
    const std::int64_t pictures = std::min(pictures_at_once, count - first);
    Sources some = {};
    std::copy_n(sources + first, pictures, some.source);
    const dim3 blocks(static_cast<unsigned>(grid.frequencies), static_cast<unsigned>(pictures));
    auto* const kernel = grid.parts == 2 ? write_pictures<2> : write_pictures<1>;
    kernel<<<blocks, 32 * warps, 0, static_cast<cudaStream_t>(stream)>>>(grid, some, block,
                                                                         out + first * grid.picture_size());
    gpu::check_launch("write_pictures");
  }
}

}  // namespace sim
