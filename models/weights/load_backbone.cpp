#include "models/weights/load_backbone.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

#include "models/weights/backbone_places.hpp"
#include "models/weights/readable.hpp"
#include "models/weights/weight_file.hpp"

namespace models {
namespace {

std::string text_of(at::IntArrayRef shape) {
  std::string text = "[";
  for (const int64_t length : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(length);
  return text + "]";
}

// Side of the square grid that these positions [1, 1 + side², width] are for; 0 where they are for none.
int64_t grid_side(const at::Tensor& positions, int64_t width) {
  if (positions.dim() != 3 || positions.size(0) != 1 || positions.size(2) != width || positions.size(1) < 2)
    return 0;
  const int64_t patches = positions.size(1) - 1;
  const auto side = static_cast<int64_t>(std::lround(std::sqrt(static_cast<double>(patches))));
  return side * side == patches ? side : 0;
}

// Positions of a square grid for one of down × across patches; the class token keeps its own.
at::Tensor resized(const at::Tensor& positions, int64_t side, int64_t down, int64_t across) {
  const int64_t width = positions.size(2);
  const at::Tensor grid =
      positions.narrow(1, 1, side * side).view({1, side, side, width}).permute({0, 3, 1, 2}).contiguous();
  const at::Tensor other = at::upsample_bilinear2d(grid, {down, across}, /*align_corners=*/true);
  return at::cat({positions.narrow(1, 0, 1), other.flatten(2).transpose(1, 2)}, 1);
}

// What is wrong with a file, gathered so that one line can tell it.
class Complaints {
 public:
  explicit Complaints(std::string what) : what_(std::move(what)) {}
  void add(const std::string& name) {
    constexpr size_t kNamed = 4;
    if (++count_ <= kNamed) names_ += (names_.empty() ? "" : ", ") + name;
  }
  void append_to(std::string& line) const {
    if (count_ == 0) return;
    const size_t named = std::min<size_t>(count_, 4);
    line += (line.empty() ? "" : "; ") + std::to_string(count_) + " " + what_ + ": " + names_;
    if (count_ > named) line += " and " + std::to_string(count_ - named) + " more";
  }

 private:
  std::string what_, names_;
  size_t count_ = 0;
};

}  // namespace

void load_backbone(VisionTransformer& transformer, const NamedTensors& file) {
  const int64_t patch = transformer.spec().patch;
  const int64_t down = transformer.picture_shape().height / patch,
                across = transformer.picture_shape().width / patch;
  Complaints missing("missing"), unknown("unknown"), shapes("of another shape"), wild("not finite");
  std::vector<std::pair<at::Tensor, at::Tensor>> copies;  // to, from
  std::set<std::string> wanted;
  for (const NamedTensor& place : places_for(file, transformer)) {
    wanted.insert(place.name);
    const auto found = file.find(place.name);
    if (found == file.end()) {
      missing.add(place.name + " " + text_of(place.tensor.sizes()));
      continue;
    }
    at::Tensor from = found->second;
    std::string expected = text_of(place.tensor.sizes());
    if (holds_positions(place.name)) {
      const int64_t side = grid_side(from, transformer.spec().width);
      expected = "[1, 1 + a square, " + std::to_string(transformer.spec().width) + "]";
      if (side > 0 && (side != down || side != across)) from = resized(from, side, down, across);
    }
    if (from.sizes() != place.tensor.sizes()) {
      shapes.add(place.name + " is " + text_of(from.sizes()) + ", not " + expected);
    } else if (!at::isfinite(from).all().item<bool>()) {
      wild.add(place.name);
    }
    copies.emplace_back(place.tensor, from);
  }
  for (const auto& [name, tensor] : file)
    if (!wanted.contains(name) && !belongs_to_a_classifier(name))
      unknown.add(readable(name) + " " + text_of(tensor.sizes()));
  std::string line;
  for (const Complaints* const complaints : {&missing, &unknown, &shapes, &wild}) complaints->append_to(line);
  if (!line.empty()) throw std::invalid_argument("tensors are wrong for this vision transformer: " + line);
  for (const auto& [to, from] : copies) to.copy_(from);
}

void load_backbone(VisionTransformer& transformer, const std::string& path) {
  const NamedTensors file = read_weight_file(path);
  try {
    load_backbone(transformer, file);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(path + ": " + error.what());
  }
}

}  // namespace models
