#include "models/nearest_neighbour.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <array>
#include <limits>
#include <stdexcept>

#include "models/picture_distance.hpp"

namespace models {
namespace {

at::Tensor on_cpu(const at::Tensor& pictures) {
  if (pictures.dim() != 4)
    throw std::invalid_argument("nearest_neighbour needs pictures [rows, channels, height, width]");
  const at::Tensor here = pictures.detach().to(at::kCPU, at::kFloat).contiguous();
  if (!at::isfinite(here).all().item<bool>())
    throw std::invalid_argument("nearest_neighbour was given values that are not finite");
  return here;
}

constexpr double kNone = std::numeric_limits<double>::infinity();

// m of the header.
float margin(const std::array<double, 2>& nearest) {
  if (nearest[0] == nearest[1]) return 0;
  if (nearest[0] == kNone) return 1;
  if (nearest[1] == kNone) return -1;
  return static_cast<float>((nearest[0] - nearest[1]) / (nearest[0] + nearest[1]));
}

}  // namespace

void NearestNeighbour::fit(const at::Tensor& pictures, const at::Tensor& labels) {
  const at::Tensor kept = on_cpu(pictures);
  if (kept.size(0) == 0 || labels.dim() != 1 || labels.size(0) != kept.size(0))
    throw std::invalid_argument("nearest_neighbour needs at least one picture and as many labels");
  const at::Tensor classes = labels.to(at::kCPU, at::kLong).contiguous();
  std::vector<int64_t> list(classes.data_ptr<int64_t>(), classes.data_ptr<int64_t>() + classes.numel());
  for (const int64_t label : list)
    if (label != 0 && label != 1) throw std::invalid_argument("nearest_neighbour is for labels 0 and 1");
  pictures_ = kept;
  labels_ = std::move(list);
}

at::Tensor NearestNeighbour::logits(const at::Tensor& pictures) const {
  if (!pictures_.defined())
    throw std::invalid_argument("nearest_neighbour must be fitted before it is asked");
  const at::Tensor asked = on_cpu(pictures);
  if (asked.sizes().slice(1) != pictures_.sizes().slice(1))
    throw std::invalid_argument("nearest_neighbour was fitted on pictures of another size");
  const int64_t rows = asked.size(0), n = pictures_.numel() / pictures_.size(0);
  const at::Tensor flips =
      at::stack({asked, asked.flip({3}), asked.flip({2}), asked.flip({2, 3})}, 1).contiguous();
  const at::Tensor result = at::empty({rows, 2}, at::kFloat);
  const float* const known = pictures_.data_ptr<float>();
  const float* const flipped = flips.data_ptr<float>();
  float* const out = result.data_ptr<float>();
  at::parallel_for(0, rows, 1, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      std::array<double, 2> nearest{kNone, kNone};
      for (size_t i = 0; i < labels_.size(); ++i) {
        double& least = nearest[static_cast<size_t>(labels_[i])];
        for (int64_t flip = 0; flip < 4; ++flip)
          least = std::min(least, squared_distance(flipped + (4 * row + flip) * n,
                                                   known + static_cast<int64_t>(i) * n, n, least));
      }
      out[2 * row + 1] = margin(nearest);
      out[2 * row] = -out[2 * row + 1];
    }
  });
  return result;
}

}  // namespace models
