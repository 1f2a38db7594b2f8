#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/vision_transformer.hpp"
#include "sim/dataset.hpp"
#include "workers/rank_team.hpp"
#include "workers/recipe.hpp"

namespace workers {

/// A fold as a network sees it.
struct SeenFold {
  std::shared_ptr<const sim::Dataset> fold;
  std::shared_ptr<const models::VisionTransformer> backbone;  // what the network has to stand on, if anything
};

/// What frozen backbones make of pictures: worked out once, by whichever team needs it first, and kept in
/// files for every other trial and rank, and for the next run. On CPUs all ranks of a node share one copy.
class FeatureShelf {
 public:
  explicit FeatureShelf(std::filesystem::path folder, at::Device device)
      : folder_(std::move(folder)), device_(device) {}

  /// The backbone that a recipe asks for, for pictures like those of `all`, on this rank's device: from its
  /// file, or randomly initialised. The last one is kept. Throws std::invalid_argument when the file is not
  /// usable.
  std::shared_ptr<const models::VisionTransformer> backbone(const Recipe& recipe, const sim::Dataset& all);

  /// One fold of `all` as a recipe wants it: its own pictures; or, for a backbone, their features, worked out
  /// before, or the pictures for a backbone that goes on dropping out. Refers to `fold`. Collective on the
  /// team.
  SeenFold seen(const Recipe& recipe, const sim::Dataset& all, const std::shared_ptr<sim::Dataset>& fold,
                const RankTeam& team);

 private:
  /// Features [image, width] float32 on the device, of all images of `all` mirrored in one way. Waits,
  /// without stopping to show life, while another team works them out. Collective on the team.
  at::Tensor features(const Recipe& recipe, const sim::Dataset& all, std::int64_t mirror,
                      const RankTeam& team);

  using Key = std::string;  // backbone, pictures and mirror

  Key key_of(const Recipe& recipe, const sim::Dataset& all, std::int64_t mirror);
  std::filesystem::path path_of(const Key& key) const { return folder_ / ("features-" + key + ".f32"); }
  /// Nothing when there is no such file, or none of these sizes.
  void load(const Key& key, std::int64_t images, std::int64_t width);
  void keep(const Key& key, const at::Tensor& features) const;
  /// Collective on the team.
  void work_out(const Key& key, const Recipe& recipe, const sim::Dataset& all, std::int64_t mirror,
                const RankTeam& team);

  std::filesystem::path folder_;
  at::Device device_;
  std::string backbone_name_;  // weights and pictures' size
  std::shared_ptr<const models::VisionTransformer> backbone_;
  std::map<std::string, std::uint64_t> digests_;  // of backbones, by name
  std::map<Key, at::Tensor> held_;
};

}  // namespace workers
