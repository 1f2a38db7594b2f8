#include "workers/feature_shelf.hpp"

#include <sys/file.h>
#include <torch/torch.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "models/weights/load_backbone.hpp"
#include "sim/mirror.hpp"
#include "workers/evaluation.hpp"
#include "workers/file_claim.hpp"
#include "workers/fold_of_features.hpp"

namespace workers {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{50};

std::string hex(std::uint64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

std::string name_of(const Recipe& recipe, const sim::Dataset& all) {
  const auto shape = all.sample_shape();
  return recipe.weights + ' ' + std::to_string(recipe.backbone_key) + ' ' + std::to_string(shape[1]) + 'x' +
         std::to_string(shape[2]);
}

std::vector<std::int64_t> pictures_of(const sim::Dataset& all, std::int64_t mirror) {
  std::vector<std::int64_t> pictures;
  for (std::int64_t picture = mirror; picture < all.size(); picture += sim::kMirrors)
    pictures.push_back(picture);
  return pictures;
}

}  // namespace

std::shared_ptr<const models::VisionTransformer> FeatureShelf::backbone(const Recipe& recipe,
                                                                        const sim::Dataset& all) {
  const std::string name = name_of(recipe, all);
  if (backbone_ && backbone_name_ == name) return backbone_;
  backbone_ = nullptr;  // two of them would take 700 MB
  const auto shape = all.sample_shape();
  auto made = std::make_shared<models::VisionTransformer>(
      *recipe.architecture->backbone, models::InputShape{shape[0], shape[1], shape[2]}, recipe.backbone_key);
  if (recipe.weights != "none") models::load_backbone(*made, recipe.weights);
  digests_[name] = made->digest();
  made->to(device_);
  backbone_ = std::move(made);
  backbone_name_ = name;
  return backbone_;
}

SeenFold FeatureShelf::seen(const Recipe& recipe, const sim::Dataset& all,
                            const std::shared_ptr<sim::Dataset>& fold, const RankTeam& team) {
  if (!recipe.architecture->backbone) return {fold, nullptr};
  if (recipe.backbone_dropout > 0) {
    std::shared_ptr<const models::VisionTransformer> front;
    team.together([&] { front = backbone(recipe, all); });
    const auto show = [&all](std::span<const std::int64_t> pictures, at::Device device) {
      return all.batch(pictures, device);
    };
    return {std::make_shared<FoldOfFeatures>(*fold, all.sample_shape(), show), front};
  }
  std::array<bool, sim::kMirrors> needed{};
  for (const std::int64_t picture : fold->pictures())
    needed.at(static_cast<std::size_t>(picture % sim::kMirrors)) = true;
  std::array<at::Tensor, sim::kMirrors> tables;
  for (std::size_t mirror = 0; mirror < needed.size(); ++mirror) {
    if (needed.at(mirror)) tables.at(mirror) = features(recipe, all, static_cast<std::int64_t>(mirror), team);
  }
  const auto show = [tables](std::span<const std::int64_t> pictures, at::Device device) {
    std::vector<at::Tensor> rows;
    for (const std::int64_t picture : pictures)
      rows.push_back(tables.at(static_cast<std::size_t>(picture % sim::kMirrors))[picture / sim::kMirrors]);
    return at::stack(rows).unsqueeze(2).unsqueeze(3).to(device);
  };
  const std::int64_t width = recipe.architecture->backbone->width;
  return {std::make_shared<FoldOfFeatures>(*fold, std::array<std::int64_t, 3>{width, 1, 1}, show), nullptr};
}

FeatureShelf::Key FeatureShelf::key_of(const Recipe& recipe, const sim::Dataset& all, std::int64_t mirror) {
  const std::string name = name_of(recipe, all);
  if (!digests_.contains(name)) backbone(recipe, all);
  return hex(digests_.at(name)) + '-' + hex(all.cross_validation()->pictures_digest) + '-' +
         std::to_string(mirror);
}

at::Tensor FeatureShelf::features(const Recipe& recipe, const sim::Dataset& all, std::int64_t mirror,
                                  const RankTeam& team) {
  Key key;
  team.together([&] {
    std::filesystem::create_directories(folder_);
    key = key_of(recipe, all, mirror);
    load(key);
  });
  // Nobody computes what another team is computing: whoever claims it does, and the others look for its file.
  std::optional<FileClaim> claim;
  while (team.any(!held_.contains(key))) {
    if (team.is_first() && !claim) claim = FileClaim::attempt(path_of(key).string() + ".claim");
    const bool ours = team.any(claim.has_value());
    team.together([&] { load(key); });  // another may have finished between the two
    if (!team.any(!held_.contains(key))) break;
    if (ours) {
      work_out(key, recipe, all, mirror, team);
    } else {
      std::this_thread::sleep_for(kBetweenLooks);
    }
  }
  return held_.at(key);
}

void FeatureShelf::work_out(const Key& key, const Recipe& recipe, const sim::Dataset& all,
                            std::int64_t mirror, const RankTeam& team) {
  std::shared_ptr<const models::VisionTransformer> of_pictures;
  team.together([&] { of_pictures = backbone(recipe, all); });
  const auto classify = [&](const at::Tensor& batch) {
    return of_pictures->features(batch, models::Pass{.precision = recipe.precision});
  };
  const at::Tensor made = outputs_of(pictures_of(all, mirror), all, classify,
                                     recipe.architecture->backbone->width, device_, team);
  if (team.is_first()) keep(key, made);
  held_[key] = made.to(device_);
}

void FeatureShelf::load(const Key& key) {
  if (held_.contains(key) || !std::filesystem::exists(path_of(key))) return;
  try {
    at::Tensor kept;
    torch::load(kept, path_of(key).string());
    held_[key] = kept.to(device_);
  } catch (const std::exception&) {
    std::filesystem::remove(path_of(key));  // not one of ours, or damaged: worked out anew
  }
}

void FeatureShelf::keep(const Key& key, const at::Tensor& features) const {
  try {
    const std::string unfinished = path_of(key).string() + ".new";
    torch::save(features, unfinished);
    std::filesystem::rename(unfinished, path_of(key));
  } catch (const std::exception& error) {
    // Others have to work them out themselves.
    std::cerr << "gridsweep: features of the backbone are not kept: " << error.what() << std::endl;
  }
}

}  // namespace workers
