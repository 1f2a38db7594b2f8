#include "app/backbone_files.hpp"

#include <set>
#include <stdexcept>
#include <string>

#include "models/architectures.hpp"
#include "models/vision_transformer.hpp"
#include "models/weights/load_backbone.hpp"
#include "sweep/input_error.hpp"

namespace app {

void check_backbone_files(const sweep::Grid& grid, const workers::OpenDataset& open) {
  std::set<std::string> checked = {"none"};
  for (const sweep::Row row : grid.distinct({"model.architecture", "model.weights"})) {
    const sweep::Settings settings = grid.settings(row);
    const std::string& path = settings.text("model.weights");
    const auto& architecture = ::models::find_architecture(settings.text("model.architecture"));
    if (!architecture.backbone || !checked.insert(path).second) continue;
    const auto shape = open(settings)->sample_shape();
    try {
      ::models::VisionTransformer backbone(*architecture.backbone, {shape[0], shape[1], shape[2]}, 0);
      ::models::load_backbone(backbone, path);
    } catch (const std::invalid_argument& error) {
      throw sweep::InputError(std::string("model.weights: ") + error.what());
    }
  }
}

}  // namespace app
