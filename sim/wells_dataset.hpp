#pragma once

#include <memory>
#include <string>

#include "sim/plate_pictures.hpp"
#include "sim/well_fold.hpp"
#include "sim/well_folds.hpp"

namespace sim {

enum class Protocol {
  GROUPED,                  // halves of wells; training wells are augmented
  LEAKY_AUGMENT_THEN_SPLIT  // halves of the augmented images: copies of one image are learned and tested
};

struct WellsConfig {
  std::string readout = "auto";  // a column of the plate's readouts; "auto": the first
  WellRules rules;
  WellScaling scaling = WellScaling::STANDARD;
  Protocol protocol = Protocol::GROUPED;
  std::string augmentation = "none";  // see copies_of()
};

/// The wells of one readout in two folds, over the pictures of a plate. As a dataset it is those pictures.
class WellsDataset : public Dataset {
 public:
  /// Throws std::invalid_argument for a readout that the plate does not have, listing what it has. A readout
  /// that can't be used is no error: see CrossValidation::dropped_because.
  WellsDataset(std::shared_ptr<const PlatePictures> pictures, const WellsConfig& config);

  std::int64_t size() const override { return pictures_->size(); }
  std::array<std::int64_t, 3> sample_shape() const override { return pictures_->sample_shape(); }
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override {
    return pictures_->batch(samples, device);
  }
  const std::vector<std::uint8_t>& labels() const override { return pictures_->labels(); }
  const std::vector<Split>& splits() const override { return pictures_->splits(); }
  double data_reduction() const override { return 1; }
  double noise_sigma() const override { return 0; }
  double scale() const override { return pictures_->scale(); }
  const CrossValidation* cross_validation() const override { return &parts_; }

 private:
  /// What a fold's wells become; tested pictures are as they are.
  void add_samples(std::vector<WellSample>& samples, const std::vector<LabelledWell>& wells, Split split,
                   const std::vector<Mirror>& copies) const;
  void add_folds(const WellFolds& chosen, const WellsConfig& config);
  void add_leaky_folds(const WellFolds& chosen, const WellsConfig& config);
  void add_baseline(const FoldWells& fold);

  std::shared_ptr<const PlatePictures> pictures_;
  CrossValidation parts_;
};

}  // namespace sim
