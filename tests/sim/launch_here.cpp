#include "tests/sim/launch_here.hpp"

#include <algorithm>
#include <limits>

#include "sim/picture_points.hpp"

namespace sim::testing {

void launch_here(const PictureGrid& grid, const PictureSource* sources, std::int64_t count, float* out,
                 void*) {
  std::fill_n(out, count * grid.picture_size(), std::numeric_limits<float>::quiet_NaN());
  const PictureBlock block(grid);
  for (std::int64_t i = 0; i < count; ++i) {
    float* const picture = out + i * grid.picture_size();
    for (std::int32_t w = 0; w < grid.frequencies; ++w) {
      for (std::int32_t thread = 0; thread < block.threads(); ++thread) {
        if (grid.parts == 2)
          picture_thread<2>(grid, sources[i], block, w, thread, picture);
        else
          picture_thread<1>(grid, sources[i], block, w, thread, picture);
      }
    }
  }
}

}  // namespace sim::testing
