#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "sim/plate.hpp"
#include "sim/random_stream.hpp"

namespace sim {

// A plate of `wells` noise pictures of 8 × 6 pixels, with one readout "r" of these values; the well's number
// is the picture's seed.
inline Plate noise_plate(const std::vector<double>& values, int sites = 1) {
  Plate plate;
  plate.height = 8;
  plate.width = 6;
  plate.readouts = {{"r", values}};
  for (std::size_t well = 0; well < values.size(); ++well) {
    const int place = static_cast<int>(well);
    plate.wells.push_back({"", {place / 12, place % 12}});
    for (int site = 0; site < sites; ++site) {
      WellImage image{
          well, std::to_string(site), well_name(plate.wells.back()) + "_s" + std::to_string(site), {}};
      RandomStream stream(17, well * 100 + static_cast<std::size_t>(site));
      for (int i = 0; i < 48; ++i)
        image.pixels.push_back(static_cast<float>(std::floor(stream.uniform(0, 256))));
      plate.images.push_back(image);
    }
  }
  return plate;
}

inline std::vector<double> rising(int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(i);
  return values;
}

}  // namespace sim
