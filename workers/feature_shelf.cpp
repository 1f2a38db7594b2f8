#include "workers/feature_shelf.hpp"

#include <torch/torch.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "gpu/upload.hpp"
#include "models/precision.hpp"
#include "models/weights/load_backbone.hpp"
#include "sim/mirror.hpp"
#include "workers/evaluation.hpp"
#include "workers/feature_file.hpp"
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

/// By mirror; those that nobody asks for are undefined.
using Tables = std::array<at::Tensor, sim::kMirrors>;

/// The features [picture, width] of some pictures. The tables stay apart: one under the other they would be
/// this rank's own copy.
at::Tensor rows_of(const Tables& tables, std::span<const std::int64_t> pictures) {
  std::array<std::vector<std::int64_t>, sim::kMirrors> rows;    // of each table
  std::array<std::vector<std::int64_t>, sim::kMirrors> places;  // among `pictures`
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto mirror = static_cast<std::size_t>(pictures[i] % sim::kMirrors);
    rows.at(mirror).push_back(pictures[i] / sim::kMirrors);
    places.at(mirror).push_back(static_cast<std::int64_t>(i));
  }
  at::Tensor all;
  for (std::size_t mirror = 0; mirror < tables.size(); ++mirror) {
    const at::Tensor& table = tables.at(mirror);
    if (!table.defined()) continue;
    if (!all.defined())
      all = at::empty({static_cast<std::int64_t>(pictures.size()), table.size(1)}, table.options());
    all.index_copy_(0, gpu::upload(places.at(mirror), table.device()),
                    table.index_select(0, gpu::upload(rows.at(mirror), table.device())));
  }
  return all;
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
  Tables tables;
  for (std::size_t mirror = 0; mirror < needed.size(); ++mirror) {
    if (needed.at(mirror)) tables.at(mirror) = features(recipe, all, static_cast<std::int64_t>(mirror), team);
  }
  const std::int64_t width = recipe.architecture->backbone->width;
  const auto show = [tables, width](std::span<const std::int64_t> pictures, at::Device device) {
    return rows_of(tables, pictures).view({-1, width, 1, 1}).to(device);
  };
  return {std::make_shared<FoldOfFeatures>(*fold, std::array<std::int64_t, 3>{width, 1, 1}, show), nullptr};
}

FeatureShelf::Key FeatureShelf::key_of(const Recipe& recipe, const sim::Dataset& all, std::int64_t mirror) {
  const std::string name = name_of(recipe, all);
  if (!digests_.contains(name)) {
    backbone(recipe, all);
    backbone_ = nullptr;  // most ranks find all features worked out
  }
  return hex(digests_.at(name)) + '-' + hex(all.cross_validation()->pictures_digest) + '-' +
         std::to_string(mirror);
}

at::Tensor FeatureShelf::features(const Recipe& recipe, const sim::Dataset& all, std::int64_t mirror,
                                  const RankTeam& team) {
  const std::int64_t images = all.size() / sim::kMirrors;
  const std::int64_t width = recipe.architecture->backbone->width;
  Key key;
  team.together([&] {
    std::filesystem::create_directories(folder_);
    key = key_of(recipe, all, mirror);
    load(key, images, width);
  });
  // Nobody computes what another team is computing: whoever claims it does, and the others look for its file.
  std::optional<FileClaim> claim;
  while (team.any(!held_.contains(key))) {
    if (team.is_first() && !claim) claim = FileClaim::attempt(path_of(key).string() + ".claim");
    const bool ours = team.any(claim.has_value());
    team.together([&] { load(key, images, width); });  // another may have finished between the two
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
  // Always in float32: trials of any precision share them.
  if (device_.is_cuda()) models::choose_matrix_units(models::Precision::FLOAT32);
  const auto classify = [&](const at::Tensor& batch) { return of_pictures->features(batch, models::Pass{}); };
  const at::Tensor made = outputs_of(pictures_of(all, mirror), all, classify,
                                     recipe.architecture->backbone->width, device_, team);
  if (team.is_first()) keep(key, made);
  team.meet();
  load(key, all.size() / sim::kMirrors, recipe.architecture->backbone->width);
  if (!held_.contains(key)) held_[key] = made.to(device_);  // no file: this rank's own
  backbone_ = nullptr;                                      // 350 MB that are not needed any more
}

void FeatureShelf::load(const Key& key, std::int64_t images, std::int64_t width) {
  if (held_.contains(key) || !std::filesystem::exists(path_of(key))) return;
  const at::Tensor kept = read_features(path_of(key), images, width);
  if (kept.defined()) {
    held_[key] = kept.to(device_);
  } else {
    std::error_code already_gone;
    std::filesystem::remove(path_of(key), already_gone);  // damaged: worked out anew
  }
}

void FeatureShelf::keep(const Key& key, const at::Tensor& features) const {
  try {
    const std::string unfinished = path_of(key).string() + '.' + std::to_string(::getpid()) + ".new";
    write_features(unfinished, features);
    std::filesystem::rename(unfinished, path_of(key));
  } catch (const std::exception& error) {
    // Others have to work them out themselves.
    std::cerr << "gridsweep: features of the backbone are not kept: " << error.what() << std::endl;
  }
}

}  // namespace workers
