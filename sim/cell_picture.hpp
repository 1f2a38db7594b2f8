#pragma once

#include <cstdint>
#include <vector>

#include "sim/random_stream.hpp"

namespace sim {

/// What the cells of a well are like: standard normal over untreated wells.
struct Phenotype {
  double growth = 0;      // more cells
  double activation = 0;  // larger and brighter ones
  double clumping = 0;    // that lie together
};

/// How a well is lit and looked at.
struct Camera {
  double light = 1;  // of this well
  double noise = 1;  // 1: of an ordinary camera
};

inline constexpr std::int64_t kCellPictureSide = 64;

/// A standard normal.
double normal(RandomStream& random);

/// A picture of soft-edged cells on a dark background: whole grey values, 0 to 255, [side · side].
std::vector<float> draw_cells(const Phenotype& phenotype, const Camera& camera, RandomStream& random);

}  // namespace sim
